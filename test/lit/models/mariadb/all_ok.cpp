// RUN: %expect %s -- %flags_declared
#include <mariadb.h>

struct Request {
  int tenant;
};
thread_local const Request *current;
struct Scope {
  explicit Scope(const Request *request) { current = request; }
  ~Scope() { current = nullptr; }
};
void work(void *data) {
  Scope scope(static_cast<Request *>(data));
}

void onTimer(void *data) {
  Scope scope(static_cast<Request *>(data));
}

void serve(tpool::thread_pool &pool, Request *request) {
  tpool::task task(work, request);
  pool.submit_task(&task);
  pool.create_timer(onTimer, request);
}
