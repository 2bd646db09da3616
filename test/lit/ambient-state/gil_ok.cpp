// REQUIRES: tbb
// RUN: %expect %s
// The interpreter is released on every way. What is declared here is from Python.h.

#include <oneapi/tbb/task_group.h>

struct PyObject;
typedef enum { PyGILState_LOCKED, PyGILState_UNLOCKED } PyGILState_STATE;
extern "C" PyGILState_STATE PyGILState_Ensure();
extern "C" void PyGILState_Release(PyGILState_STATE);
extern "C" PyObject *PyObject_CallNoArgs(PyObject *callable);

static bool call(PyObject *hook) {
  PyGILState_STATE state = PyGILState_Ensure();
  bool good = PyObject_CallNoArgs(hook) != nullptr;
  PyGILState_Release(state);
  return good;
}

void callAll(PyObject **hooks, int count) {
  oneapi::tbb::task_group group;
  for (int i = 0; i < count; ++i)
    group.run([=] { call(hooks[i]); });
  group.wait();
}
