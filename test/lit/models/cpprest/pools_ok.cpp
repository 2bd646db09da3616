// RUN: %expect %s -- %flags_declared
#include <cpprest.h>

struct Request {
  int tenant;
};
thread_local const Request *current;
struct Scope {
  explicit Scope(const Request *request) { current = request; }
  ~Scope() { current = nullptr; }
};

void serve(web::http::experimental::listener::http_listener &listener, const Request *request) {
  listener.support([=](web::http::http_request) { Scope scope(request); });
  listener.support("GET", [=](web::http::http_request) { Scope scope(request); });
  pplx::create_task([=] { Scope scope(request); return 1; })
      .then([=](int) { Scope scope(request); });
}
