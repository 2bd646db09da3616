// RUN: %expect %s -- %flags_declared
// MODELS: Envoy::ThreadLocal::TypedSlot, Envoy dispatcher, Envoy::Event::DispatcherBase::post, Envoy::Cleanup
// A slot holds configuration, which the main thread hands to all workers. A task that reads it is right.
#include <envoy.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};

struct Names {
  const Request *current;
};
Envoy::ThreadLocal::TypedSlot<Names> slot;
thread_local const Request *current, *cancelled;

void serve(Envoy::Event::Dispatcher &dispatcher, const Request *request) {
  dispatcher.post([=] { current = request; });                 // EXPECT: tidepool-missing-remove
  dispatcher.createTimer([=] { current = request; });          // EXPECT: tidepool-missing-remove
  slot.runOnAllThreads([=](Names &) { current = request; });   // EXPECT: tidepool-missing-remove
}

TASK void cancel(const Request &request) {
  cancelled = &request; // EXPECT: tidepool-missing-remove
  Envoy::Cleanup cleanup([] { cancelled = nullptr; });
  cleanup.cancel();
}
