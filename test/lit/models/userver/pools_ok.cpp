// RUN: %expect %s -- %flags_declared
#include <userver.h>

struct Request {
  int tenant;
};
thread_local const Request *current;
struct Scope {
  explicit Scope(const Request *request) { current = request; }
  ~Scope() { current = nullptr; }
};

void serve(const Request *request) {
  userver::utils::Async("task", [=] { Scope scope(request); });
  userver::engine::AsyncNoSpan([=] { Scope scope(request); });
}
