// RUN: %expect %s -- %flags_declared
// MODELS: vtkSMPThreadLocal, vtkSMPTools, vtkSMPTools::For
#include <vtk.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};

vtkSMPThreadLocal<const Request *> slot;
thread_local const Request *current;

TASK void set(const Request &request) {
  slot.Local() = &request; // EXPECT: tidepool-missing-remove
}

void serve(const Request *request) {
  auto body = [=](long, long) { current = request; }; // EXPECT: tidepool-missing-remove
  vtkSMPTools::For(0, 9, body);
}
