// REQUIRES: httplib
// RUN: %expect %s
#include <httplib.h>

struct Request {
  int tenant;
};
thread_local const Request *current;
struct Scope {
  explicit Scope(const Request *request) { current = request; }
  ~Scope() { current = nullptr; }
};

void serve(httplib::Server &server, httplib::ThreadPool &pool, const Request *request) {
  server.Get("/", [=](const httplib::Request &, httplib::Response &) { Scope scope(request); });
  server.set_logger([=](const httplib::Request &, const httplib::Response &) { Scope scope(request); });
  pool.enqueue([=] { Scope scope(request); });
}
