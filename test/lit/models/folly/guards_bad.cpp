// RUN: %expect %s -- %flags_declared
// MODELS: folly::detail::ScopeGuardImpl, folly::detail::ScopeGuardForNewException
// A guard that was dismissed, or that runs when an exception goes by only, cleans nothing on the way out.
#include <folly.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};
thread_local const Request *dismissed, *born, *failing;

TASK void dismiss(const Request &request) {
  dismissed = &request; // EXPECT: tidepool-missing-remove
  auto guard = folly::makeGuard([] { dismissed = nullptr; });
  guard.dismiss();
}

TASK void bornDismissed(const Request &request) {
  born = &request; // EXPECT: tidepool-missing-remove
  auto guard = folly::makeDismissedGuard([] { born = nullptr; });
}

TASK void onFailure(const Request &request) {
  failing = &request; // EXPECT: tidepool-missing-remove
  SCOPE_FAIL { failing = nullptr; };
}
