// REQUIRES: poco
// RUN: %expect %s -- %flags_declared
#include <poco-active.h>

struct Request {
  int tenant;
};
thread_local const Request *current;
struct Scope {
  explicit Scope(const Request *request) { current = request; }
  ~Scope() { current = nullptr; }
};
struct Plain : Poco::Runnable {
  const Request *request;
  void run() override {
    Scope scope(request);
  }
};

struct Urgent : Poco::Runnable {
  const Request *request;
  void run() override {
    Scope scope(request);
  }
};

void serve(Poco::ActiveThreadPool &pool, Plain &plain, Urgent &urgent) {
  pool.start(plain);
  pool.startWithPriority(Poco::Thread::PRIO_HIGH, urgent);
}
