// RUN: %expect %s -- %flags_declared
// MODELS: std::experimental::scope_exit, std::experimental::scope_fail
// A released guard, and one that runs when an exception goes by only.
#include <experimental/scope>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};
thread_local const Request *left, *failing, *succeeding, *resource;

TASK void leave(const Request &request) {
  left = &request; // EXPECT: tidepool-missing-remove
  std::experimental::scope_exit guard([] { left = nullptr; });
  guard.release();
}

TASK void fail(const Request &request) {
  failing = &request; // EXPECT: tidepool-missing-remove
  std::experimental::scope_fail guard([] { failing = nullptr; });
}

TASK void succeed(const Request &request) {
}
