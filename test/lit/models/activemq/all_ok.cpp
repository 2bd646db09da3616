// RUN: %expect %s -- %flags_declared
// remove() takes the entry away.
#include <activemq.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};

decaf::lang::ThreadLocal<const Request *> slot;
thread_local const Request *current;

TASK void set(const Request &request) {
  slot.set(&request);
  slot.remove();
}

struct Job : decaf::lang::Runnable {
  const Request *request;
  void run() override {
    current = request;
    current = nullptr;
  }
};

void submit(decaf::util::concurrent::ThreadPoolExecutor &pool, Job *job) { pool.execute(job); }
