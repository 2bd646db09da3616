// RUN: %expect %s -- %flags_declared
// MODELS: Seastar, seastar::smp::submit_to, seastar::future::then, seastar::deferred_action
#include <seastar.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};
thread_local const Request *current, *cancelled;

TASK void cancel(const Request &request) {
  cancelled = &request; // EXPECT: tidepool-missing-remove
  auto guard = seastar::defer([] { cancelled = nullptr; });
  guard.cancel();
}

void serve(const Request *request) {
  seastar::smp::submit_to(1, [=] { current = request; return 1; })  // EXPECT: tidepool-missing-remove
      .then([=](int) { current = request; return 1; });            // EXPECT: tidepool-missing-remove
  seastar::smp::invoke_on_all([=] { current = request; return 1; }); // EXPECT: tidepool-missing-remove
}
