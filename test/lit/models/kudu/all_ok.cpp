// RUN: %expect %s -- %flags_declared
// MODELS: kudu::Trace, doris::Defer
#include <kudu.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};
thread_local const Request *current, *cancelled, *deferred;
struct Scope {
  explicit Scope(const Request *request) { current = request; }
  ~Scope() { current = nullptr; }
};
TASK void attach(const std::string &task) {
  doris::thread_context()->attach_task(task);
  doris::thread_context()->detach_task();
}

TASK void trace(kudu::Trace *trace) {
  kudu::ScopedAdoptTrace adopt(trace);
}

TASK void cleanup(const Request &request) {
  cancelled = &request;
  auto guard = kudu::MakeScopedCleanup([] { cancelled = nullptr; });
}

TASK void attached(const std::string &task) { doris::AttachTask attach(task); }

TASK void defer(const Request &request) {
  deferred = &request;
  doris::Defer guard([] { deferred = nullptr; });
}

struct Runnable : doris::Runnable {
  const Request *request;
  void run() override {
    Scope scope(request);
  }
};

struct Item : impala::SynchronousWorkItem {
  const Request *request;
  void Execute() override {
    Scope scope(request);
  }
};

void serve(kudu::ThreadPool &kudu, doris::ThreadPool &doris, impala::CallableThreadPool &callables,
           impala::SynchronousThreadPool &synchronous, const Request *request) {
  kudu.Submit([=] {
    Scope scope(request);
  });
  doris.submit_func([=] {
    Scope scope(request);
  });
  doris.submit(std::make_shared<Runnable>());
  callables.Offer([=] {
    Scope scope(request);
  });
  synchronous.SynchronousOffer(std::make_shared<Item>());
  // The function is the constructor's, the queue carries data.
  impala::ThreadPool<const Request *> data("group", "prefix", 1, 1, [](int, const Request *const &request) {
    Scope scope(request);
  });
  data.Offer(request);
}
