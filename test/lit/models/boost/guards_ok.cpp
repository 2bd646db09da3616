// RUN: %expect %s -- %flags_declared
// MODELS: boost::scope::scope_success, boost::scope::defer_guard
#include <boost-scope.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};
thread_local const Request *left, *active, *born, *succeeding, *put;

TASK void leave(const Request &request) {
  left = &request;
  boost::scope::scope_exit guard([] { left = nullptr; });
}

TASK void activate(const Request &request) {
  active = &request;
  boost::scope::scope_exit guard([] { active = nullptr; });
  guard.set_active(false);
  guard.set_active(true);
}

TASK void bornInactive(const Request &request) {
  born = &request;
  boost::scope::scope_exit guard([] { born = nullptr; }, false);
  guard.set_active(true);
}

TASK void succeed(const Request &request) {
  succeeding = &request;
  boost::scope::scope_success guard([] { succeeding = nullptr; });
}

TASK void defer(const Request &request) {
  put = &request;
  BOOST_SCOPE_DEFER { put = nullptr; };
}
