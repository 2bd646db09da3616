// RUN: %expect %s -- %flags_declared
#include <threadweaver.h>

struct Request {
  int tenant;
};
thread_local const Request *current;
struct Scope {
  explicit Scope(const Request *request) { current = request; }
  ~Scope() { current = nullptr; }
};
struct Load : ThreadWeaver::Job {
  const Request *request;
  void run(ThreadWeaver::JobPointer, ThreadWeaver::Thread *) override {
    Scope scope(request);
  }
};

void serve(ThreadWeaver::Queue &queue, const Request *request) {
  queue.enqueue(std::make_shared<Load>());
  queue.enqueue(ThreadWeaver::make_job([=] {
    Scope scope(request);
  }));
  ThreadWeaver::enqueue(&queue, [=] {
    Scope scope(request);
  });
}
