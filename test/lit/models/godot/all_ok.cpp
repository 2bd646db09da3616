// RUN: %expect %s -- %flags_declared
#include <godot.h>

struct Request {
  int tenant;
};
thread_local const Request *current;
struct Scope {
  explicit Scope(const Request *request) { current = request; }
  ~Scope() { current = nullptr; }
};

void work(void *data) { Scope scope(static_cast<Request *>(data)); }

void element(void *data, unsigned) { Scope scope(static_cast<Request *>(data)); }

void submit(WorkerThreadPool &pool, Request *request) {
  pool.add_native_task(work, request);
  pool.add_native_group_task(element, request, 9);
  pool.add_task(Callable([=] { Scope scope(request); }));
}
