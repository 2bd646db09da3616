// RUN: %expect %s -- %flags_declared
// MODELS: Godot WorkerThreadPool, WorkerThreadPool::add_native_task
// MODELS: WorkerThreadPool::add_task, Callable
#include <godot.h>

struct Request {
  int tenant;
};
thread_local const Request *current;

void work(void *data) {
  current = static_cast<Request *>(data); // EXPECT: tidepool-missing-remove
}

void element(void *data, unsigned) {
  current = static_cast<Request *>(data); // EXPECT: tidepool-missing-remove
}

void submit(WorkerThreadPool &pool, Request *request) {
  pool.add_native_task(work, request);
  pool.add_native_group_task(element, request, 9);
  pool.add_task(Callable([=] { current = request; })); // EXPECT: tidepool-missing-remove
}
