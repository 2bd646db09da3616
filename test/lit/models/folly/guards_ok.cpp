// RUN: %expect %s -- %flags_declared
// rehire() arms a guard again.
#include <folly.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};
thread_local const Request *made, *rehired, *born, *onExit;

TASK void make(const Request &request) {
  made = &request;
  auto guard = folly::makeGuard([] { made = nullptr; });
}

TASK void rehire(const Request &request) {
  rehired = &request;
  auto guard = folly::makeGuard([] { rehired = nullptr; });
  guard.dismiss();
  guard.rehire();
}

TASK void bornDismissed(const Request &request) {
  born = &request;
  auto guard = folly::makeDismissedGuard([] { born = nullptr; });
  guard.rehire();
}

TASK void leave(const Request &request) {
  onExit = &request;
  SCOPE_EXIT { onExit = nullptr; };
}
