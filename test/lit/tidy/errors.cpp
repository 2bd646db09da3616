// REQUIRES: tidy
// A unit that does not compile is not analysed: clang-tidy shows its errors and nothing else is said.
// RUN: not %tidy --config='{CheckOptions: {Models: Inputs/jobs.yaml}}' %s -- 2>&1 | FileCheck %s
// CHECK: error: use of undeclared identifier 'unknown' [clang-diagnostic-error]
// CHECK-NOT: [tidepool-
#include "Inputs/jobs.h"

static thread_local const int *current;

void serve(int number) {
  jobs::post([number] { current = &number; });
  unknown();
}
