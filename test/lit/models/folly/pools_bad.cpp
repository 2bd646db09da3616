// RUN: %expect %s -- %flags_declared
// MODELS: folly::Executor, folly::Executor::add, folly::CPUThreadPoolExecutor::add, folly::via, folly::Function
// MODELS: folly::EventBase::runInEventBaseThread, folly::Future, folly::Future::thenValue
// MODELS: folly::Future::thenValueInline, folly::make_unique, folly::call_once
#include <folly.h>

struct Request {
  int tenant;
};
thread_local const Request *current, *once;
thread_local std::unique_ptr<Request> owned;

[[clang::annotate("tidepool::task")]] void fresh(const Request &request) {
  owned = folly::make_unique<Request>(request); // EXPECT: tidepool-missing-remove
}

[[clang::annotate("tidepool::task")]] void onlyOnce(const Request &request, int &flag) {
  folly::call_once(flag, [&] { once = &request; }); // EXPECT: tidepool-missing-remove
}

void serve(folly::CPUThreadPoolExecutor &cpu, folly::Executor &any, folly::EventBase &loop, const Request *request) {
  cpu.add([=] { current = request; });                   // EXPECT: tidepool-missing-remove
  any.add(folly::Function<void()>([=] { current = request; }));      // EXPECT: tidepool-missing-remove
  loop.runInEventBaseThread([=] { current = request; }); // EXPECT: tidepool-missing-remove
  folly::via(&any, [=] { current = request; })           // EXPECT: tidepool-missing-remove
      .thenValue([=](int) { current = request; })        // EXPECT: tidepool-missing-remove
      .thenValueInline([=](int) { current = request; }); // EXPECT: tidepool-missing-remove
}
