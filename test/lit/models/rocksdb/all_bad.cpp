// RUN: %expect %s -- %flags_declared
// MODELS: rocksdb::ThreadLocalPtr, RocksDB, rocksdb::Env::Schedule, rocksdb::ThreadPool::SubmitJob
#include <rocksdb.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};
rocksdb::ThreadLocalPtr slot, swapped;
thread_local const Request *current, *once;
TASK void set(Request *request) {
  slot.Reset(request); // EXPECT: tidepool-missing-remove
}

TASK void swap(Request *request) {
  swapped.Swap(request); // EXPECT: tidepool-missing-remove
}

void work(void *data) {
  current = static_cast<Request *>(data); // EXPECT: tidepool-missing-remove
}

void serve(rocksdb::Env &env, rocksdb::ThreadPool &pool, Request *request) {
  env.Schedule(work, request);
  pool.SubmitJob([=] {
    current = request; // EXPECT: tidepool-missing-remove
  });
}
