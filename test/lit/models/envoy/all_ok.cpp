// RUN: %expect %s -- %flags_declared
#include <envoy.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};

struct Names {
  const Request *current;
};
Envoy::ThreadLocal::TypedSlot<Names> slot;
thread_local const Request *current, *cleaned;
struct Scope {
  explicit Scope(const Request *request) { current = request; }
  ~Scope() { current = nullptr; }
};

void serve(Envoy::Event::Dispatcher &dispatcher, const Request *request) {
  dispatcher.post([=] { Scope scope(request); });
  dispatcher.createTimer([=] { Scope scope(slot->current); });
  slot.runOnAllThreads([=](Names &) { Scope scope(request); });
}

TASK void clean(const Request &request) {
  cleaned = &request;
  Envoy::Cleanup cleanup([] { cleaned = nullptr; });
}
