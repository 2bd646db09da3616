// RUN: %expect %s -- %flags_declared
#include <gsl-old.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};
thread_local const Request *current;

TASK void set(const Request &request) {
  current = &request;
  gsl::final_act guard([] { current = nullptr; });
}
