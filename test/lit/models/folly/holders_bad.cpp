// RUN: %expect %s -- %flags_declared
// MODELS: folly::ThreadLocal, folly::ThreadLocalPtr, folly::SingletonThreadLocal, folly::RequestContext
#include <folly.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request : folly::RequestData {
  std::string tenant;
};
struct Names {
  const Request *current = nullptr;
};

folly::ThreadLocal<Names> value;
folly::ThreadLocalPtr<const Request> pointer;

TASK void intoValue(const Request &request) {
  value->current = &request; // EXPECT: tidepool-missing-remove
}

TASK void intoPointer(const Request &request) {
  pointer.reset(&request); // EXPECT: tidepool-missing-remove
}

TASK void intoSingleton(const Request &request) {
  folly::SingletonThreadLocal<Names>::get().current = &request; // EXPECT: tidepool-missing-remove
}

TASK void intoContext(const std::shared_ptr<folly::RequestContext> &context) {
  folly::RequestContext::setContext(context); // EXPECT: tidepool-missing-remove
}
