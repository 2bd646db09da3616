// REQUIRES: gsl
// RUN: %expect %s
// MODELS: gsl::final_action
#include <gsl/pointers>
#include <gsl/util>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};
thread_local const Request *current;

TASK void set(gsl::not_null<const Request *> request) {
  current = request;
  auto guard = gsl::finally([] { current = nullptr; });
}
