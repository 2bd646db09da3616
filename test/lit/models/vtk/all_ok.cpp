// RUN: %expect %s -- %flags_declared
#include <vtk.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};

vtkSMPThreadLocal<const Request *> slot;
thread_local const Request *current;
struct Scope {
  explicit Scope(const Request *request) { current = request; }
  ~Scope() { current = nullptr; }
};

TASK void set(const Request &request) {
  slot.Local() = &request;
  slot.Local() = nullptr;
}

void serve(const Request *request) {
  auto body = [=](long, long) { Scope scope(request); };
  vtkSMPTools::For(0, 9, body);
}
