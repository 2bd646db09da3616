// RUN: %expect %s -- %flags_declared
// MODELS: ThreadWeaver, ThreadWeaver::Queue::enqueue, ThreadWeaver::make_job, ThreadWeaver::enqueue
// MODELS: ThreadWeaver::JobInterface::run
#include <threadweaver.h>

struct Request {
  int tenant;
};
thread_local const Request *current;
struct Load : ThreadWeaver::Job {
  const Request *request;
  void run(ThreadWeaver::JobPointer, ThreadWeaver::Thread *) override {
    current = request; // EXPECT: tidepool-missing-remove
  }
};

void serve(ThreadWeaver::Queue &queue, const Request *request) {
  queue.enqueue(std::make_shared<Load>());
  queue.enqueue(ThreadWeaver::make_job([=] {
    current = request; // EXPECT: tidepool-missing-remove
  }));
  ThreadWeaver::enqueue(&queue, [=] {
    current = request; // EXPECT: tidepool-missing-remove
  });
}
