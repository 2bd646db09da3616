// RUN: %expect %s -- %flags_declared
// MODELS: boost::scope::scope_exit, boost::scope::scope_fail
// set_active(false) and release() disarm a guard; one may be made inactive; scope_fail runs on exceptions only.
#include <boost-scope.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};
thread_local const Request *released, *inactive, *born, *failing;

TASK void release(const Request &request) {
  released = &request; // EXPECT: tidepool-missing-remove
  boost::scope::scope_exit guard([] { released = nullptr; });
  guard.release();
}

TASK void deactivate(const Request &request) {
  inactive = &request; // EXPECT: tidepool-missing-remove
  boost::scope::scope_exit guard([] { inactive = nullptr; });
  guard.set_active(false);
}

TASK void bornInactive(const Request &request) {
  born = &request; // EXPECT: tidepool-missing-remove
  boost::scope::scope_exit guard([] { born = nullptr; }, false);
}

TASK void fail(const Request &request) {
  failing = &request; // EXPECT: tidepool-missing-remove
  boost::scope::scope_fail guard([] { failing = nullptr; });
}
