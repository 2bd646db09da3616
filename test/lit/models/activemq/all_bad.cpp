// RUN: %expect %s -- %flags_declared
// MODELS: decaf::lang::ThreadLocal, decaf::util::concurrent::ThreadPoolExecutor
// MODELS: decaf::util::concurrent::ThreadPoolExecutor::execute
#include <activemq.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};

decaf::lang::ThreadLocal<const Request *> slot;
thread_local const Request *current;

TASK void set(const Request &request) {
  slot.set(&request); // EXPECT: tidepool-missing-remove
}

struct Job : decaf::lang::Runnable {
  const Request *request;
  void run() override { current = request; } // EXPECT: tidepool-missing-remove
};

void submit(decaf::util::concurrent::ThreadPoolExecutor &pool, Job *job) { pool.execute(job); }
