// RUN: %expect %s -- %flags_declared
// MODELS: std::experimental::scope_success, std::experimental::unique_resource
#include <experimental/scope>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};
thread_local const Request *left, *failing, *succeeding, *resource;

TASK void leave(const Request &request) {
  left = &request;
  std::experimental::scope_exit guard([] { left = nullptr; });
}

TASK void fail(const Request &request) {
}

TASK void succeed(const Request &request) {
  succeeding = &request;
  std::experimental::scope_success guard([] { succeeding = nullptr; });
}

TASK void unique(const Request &request) {
  resource = &request;
  std::experimental::unique_resource guard(1, [](int) { resource = nullptr; });
}
