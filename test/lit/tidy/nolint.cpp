// REQUIRES: tidy
// RUN: %tidy --config='{CheckOptions: {Models: Inputs/jobs.yaml}}' %s -- 2>&1 | FileCheck %s
// NOLINT is clang-tidy's own: it takes the notes along, and clang-tidy counts what it dropped.
#include "Inputs/jobs.h"

struct Request {
  int user;
};
static thread_local const Request *first, *second, *third, *fourth;

void serve(Request request) {
  jobs::post([request] {
    first = &request; // NOLINT(tidepool-missing-remove)
  });
  jobs::post([request] {
    // NOLINTNEXTLINE(tidepool-*)
    second = &request;
  });
  jobs::post([request] {
    // NOLINTBEGIN
    third = &request;
    // NOLINTEND
  });
  jobs::post([request] {
    fourth = &request; // NOLINT(tidepool-stale-read): another check
  });
}

// CHECK-NOT: warning: {{.*}}first
// CHECK-NOT: warning: {{.*}}second
// CHECK-NOT: warning: {{.*}}third
// CHECK: warning: {{.*}}fourth{{.*}} [tidepool-missing-remove]
