// RUN: %expect %s -- %flags_declared
// MODELS: rocksdb::Env::StartThread
// StartThread starts a thread of its own.
#include <rocksdb.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};
rocksdb::ThreadLocalPtr slot, swapped;
thread_local const Request *current, *once;
struct Scope {
  explicit Scope(const Request *request) { current = request; }
  ~Scope() { current = nullptr; }
};
TASK void set(Request *request) {
  slot.Reset(request);
  slot.Reset(nullptr);
}

TASK void swap(Request *request) {
  swapped.Swap(request);
  swapped.Swap(nullptr);
}

void work(void *data) {
  Scope scope(static_cast<Request *>(data));
}

void body(void *data) { once = static_cast<Request *>(data); }

void serve(rocksdb::Env &env, rocksdb::ThreadPool &pool, Request *request) {
  env.Schedule(work, request);
  env.StartThread(body, request);
  pool.SubmitJob([=] {
    Scope scope(request);
  });
}
