// RUN: %expect %s -- %flags_declared
#include <crow.h>

struct Request {
  int tenant;
};
thread_local const Request *current;
struct Scope {
  explicit Scope(const Request *request) { current = request; }
  ~Scope() { current = nullptr; }
};

void serve(crow::SimpleApp &app, crow::DynamicRule &rule, crow::WebSocketRule<crow::SimpleApp> &socket, const Request *request) {
  CROW_ROUTE(app, "/<int>")([=](int) { Scope scope(request); return "done"; });
  rule([=](const crow::request &) { Scope scope(request); return "done"; });
  rule("named", [=](const crow::request &) { Scope scope(request); return "done"; });
  socket.onmessage([=](crow::websocket::connection &, const std::string &, bool) { Scope scope(request); });
}
