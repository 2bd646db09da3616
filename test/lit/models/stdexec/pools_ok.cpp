// RUN: %expect %s -- %flags_declared
#include <stdexec.h>

struct Request {
  int tenant;
};
thread_local const Request *current;
struct Scope {
  explicit Scope(const Request *request) { current = request; }
  ~Scope() { current = nullptr; }
};

void serve(stdexec::sender on, const Request *request) {
  stdexec::then(on, [=] { Scope scope(request); });
  stdexec::then([=] { Scope scope(request); });
  stdexec::upon_error(on, [=](int) { Scope scope(request); });
}
