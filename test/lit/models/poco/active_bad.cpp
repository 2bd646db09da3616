// REQUIRES: poco
// RUN: %expect %s -- %flags_declared
// MODELS: Poco::ActiveThreadPool::start, Poco::ActiveThreadPool::startWithPriority
#include <poco-active.h>

struct Request {
  int tenant;
};
thread_local const Request *current;
struct Plain : Poco::Runnable {
  const Request *request;
  void run() override {
    current = request; // EXPECT: tidepool-missing-remove
  }
};

struct Urgent : Poco::Runnable {
  const Request *request;
  void run() override {
    current = request; // EXPECT: tidepool-missing-remove
  }
};

void serve(Poco::ActiveThreadPool &pool, Plain &plain, Urgent &urgent) {
  pool.start(plain);
  pool.startWithPriority(Poco::Thread::PRIO_HIGH, urgent);
}
