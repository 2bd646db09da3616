// RUN: %expect %s -- %flags_declared
// MODELS: folly::RequestContextSaverScopeGuard
// A ThreadLocalPtr is emptied by reset() or release(), a RequestContext by its guards.
#include <folly.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request : folly::RequestData {
  std::string tenant;
};
struct Names {
  const Request *current = nullptr;
};

folly::ThreadLocal<Names> value;
folly::ThreadLocalPtr<const Request> pointer, released;

TASK void intoValue(const Request &request) {
  value->current = &request;
  value->current = nullptr;
}

TASK void intoPointer(const Request &request) {
  pointer.reset(&request);
  pointer.reset();
}

TASK void intoReleased(const Request &request) {
  released.reset(&request);
  released.release();
}

TASK void intoSingleton(const Request &request) {
  folly::SingletonThreadLocal<Names>::get().current = &request;
  folly::SingletonThreadLocal<Names>::get().current = nullptr;
}

TASK void intoContext(const std::shared_ptr<folly::RequestContext> &context) {
  folly::RequestContextScopeGuard guard(context);
}

TASK void saved(const std::shared_ptr<folly::RequestContext> &context) {
  folly::RequestContextSaverScopeGuard guard;
  folly::RequestContext::setContext(context);
}

TASK void intoShallowCopy() {
  folly::ShallowCopyRequestContextScopeGuard guard("request", std::make_unique<Request>());
}
