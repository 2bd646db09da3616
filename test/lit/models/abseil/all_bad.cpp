// REQUIRES: absl
// RUN: %expect %s
// MODELS: absl::Cleanup, absl::FunctionRef, absl::call_once, absl::make_unique, absl::c_for_each
#include <absl/algorithm/container.h>
#include <absl/base/call_once.h>
#include <absl/cleanup/cleanup.h>
#include <absl/functional/function_ref.h>
#include <absl/memory/memory.h>
#include <absl/strings/string_view.h>
#include <vector>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};
thread_local const Request *cancelled, *viaOnce, *viaRef, *viaAlgorithm;
thread_local std::unique_ptr<Request> owned;

TASK void cancel(const Request &request) {
  cancelled = &request; // EXPECT: tidepool-missing-remove
  absl::Cleanup guard = [] { cancelled = nullptr; };
  std::move(guard).Cancel();
}

static void twice(absl::FunctionRef<void()> function) { function(); }

TASK void byReference(const Request &request) {
  twice([&] { viaRef = &request; }); // EXPECT: tidepool-missing-remove
}

TASK void once(const Request &request, absl::once_flag &flag) {
  absl::call_once(flag, [&] { viaOnce = &request; }); // EXPECT: tidepool-missing-remove
}

TASK void algorithm(const std::vector<const Request *> &requests) {
  absl::c_for_each(requests, [](const Request *request) { viaAlgorithm = request; }); // EXPECT: tidepool-missing-remove
}

TASK void fresh(const Request &request) {
  owned = absl::make_unique<Request>(request); // EXPECT: tidepool-missing-remove
}
