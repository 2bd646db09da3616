// RUN: %expect %s -- %flags_declared
// MODELS: doris::ThreadContext, kudu::ThreadPool, kudu::ThreadPool::Submit, doris::ThreadPool
// MODELS: doris::ThreadPool::submit_func, doris::ThreadPool::submit, impala::ThreadPool
// MODELS: impala::ThreadPool::ThreadPool, impala::CallableThreadPool::Offer
// MODELS: impala::SynchronousThreadPool::SynchronousOffer, kudu::ScopedCleanup
#include <kudu.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};
thread_local const Request *current, *cancelled, *deferred;
TASK void attach(const std::string &task) {
  doris::thread_context()->attach_task(task); // EXPECT: tidepool-missing-remove
}

TASK void trace(kudu::Trace *trace) {
}

TASK void cleanup(const Request &request) {
  cancelled = &request; // EXPECT: tidepool-missing-remove
  auto guard = kudu::MakeScopedCleanup([] { cancelled = nullptr; });
  guard.cancel();
}
struct Runnable : doris::Runnable {
  const Request *request;
  void run() override {
    current = request; // EXPECT: tidepool-missing-remove
  }
};

struct Item : impala::SynchronousWorkItem {
  const Request *request;
  void Execute() override {
    current = request; // EXPECT: tidepool-missing-remove
  }
};

void serve(kudu::ThreadPool &kudu, doris::ThreadPool &doris, impala::CallableThreadPool &callables,
           impala::SynchronousThreadPool &synchronous, const Request *request) {
  kudu.Submit([=] {
    current = request; // EXPECT: tidepool-missing-remove
  });
  doris.submit_func([=] {
    current = request; // EXPECT: tidepool-missing-remove
  });
  doris.submit(std::make_shared<Runnable>());
  callables.Offer([=] {
    current = request; // EXPECT: tidepool-missing-remove
  });
  synchronous.SynchronousOffer(std::make_shared<Item>());
  // The function is the constructor's, the queue carries data.
  impala::ThreadPool<const Request *> data("group", "prefix", 1, 1, [](int, const Request *const &request) {
    current = request; // EXPECT: tidepool-missing-remove
  });
  data.Offer(request);
}
