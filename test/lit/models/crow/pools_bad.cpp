// RUN: %expect %s -- %flags_declared
// MODELS: Crow, crow::TaggedRule::operator(), crow::DynamicRule::operator(), crow::WebSocketRule::onmessage
#include <crow.h>

struct Request {
  int tenant;
};
thread_local const Request *current;

void serve(crow::SimpleApp &app, crow::DynamicRule &rule, crow::WebSocketRule<crow::SimpleApp> &socket, const Request *request) {
  CROW_ROUTE(app, "/<int>")([=](int) { current = request; return "done"; }); // EXPECT: tidepool-missing-remove
  rule([=](const crow::request &) { current = request; return "done"; }); // EXPECT: tidepool-missing-remove
  rule("named", [=](const crow::request &) { current = request; return "done"; }); // EXPECT: tidepool-missing-remove
  socket.onmessage([=](crow::websocket::connection &, const std::string &, bool) { current = request; }); // EXPECT: tidepool-missing-remove
}
