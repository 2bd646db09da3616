// RUN: %expect %s -- %flags_declared
// MODELS: gsl::final_act
#include <gsl-old.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};
thread_local const Request *current;

TASK void set(const Request &request) {
  current = &request; // EXPECT: tidepool-missing-remove
  gsl::final_act guard([] { current = nullptr; });
  guard.dismiss();
}
