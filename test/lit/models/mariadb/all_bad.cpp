// RUN: %expect %s -- %flags_declared
// MODELS: tpool, tpool::task::task, tpool::thread_pool::create_timer
#include <mariadb.h>

struct Request {
  int tenant;
};
thread_local const Request *current;
void work(void *data) {
  current = static_cast<Request *>(data); // EXPECT: tidepool-missing-remove
}

void onTimer(void *data) {
  current = static_cast<Request *>(data); // EXPECT: tidepool-missing-remove
}

void serve(tpool::thread_pool &pool, Request *request) {
  tpool::task task(work, request);
  pool.submit_task(&task);
  pool.create_timer(onTimer, request);
}
