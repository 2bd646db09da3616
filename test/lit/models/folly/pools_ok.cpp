// RUN: %expect %s -- %flags_declared
// MODELS: folly::InlineExecutor::add
// Executors restore the RequestContext around every function: what a task leaves there, no other finds. InlineExecutor
// and QueuedImmediateExecutor are no pools: they run the function on the caller's thread, before add() returns or as
// soon as the caller's own function has.
#include <folly.h>

struct Request {
  int tenant;
};
thread_local const Request *current, *plain;

void serve(folly::CPUThreadPoolExecutor &cpu, folly::Executor &any, const Request *request,
           const std::shared_ptr<folly::RequestContext> &context) {
  cpu.add([=] { folly::RequestContext::setContext(context); });
  folly::via(&any, [=] {
    current = request;
    current = nullptr;
  });
}

void onThisThread(folly::InlineExecutor &here, folly::QueuedImmediateExecutor &soon, const Request *request) {
  here.add([=] { plain = request; });
  soon.add([=] { plain = request; });
}
