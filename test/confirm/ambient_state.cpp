// State that no table has is shown by an entry in its place; with the change taken back nothing is left to show.
// RUN: not %tidepool check --confirm --show-refuted %s -- -std=c++20 -I%source/lib/include | FileCheck %s
#include "tidepool/thread_pool.h"
#include <cfenv>
#include <cmath>

static double down(double X) {
  int Old = std::fegetround();
  std::fesetround(FE_DOWNWARD);
  if (X < 0)
    return 0;
  double Result = std::nearbyint(X);
  std::fesetround(Old);
  return Result;
}

void serve(tidepool::ThreadPool &Pool, double X) {
  Pool.submit([X] { down(X); });
}

// CHECK: ambient_state.cpp:9:3: warning: {{.*}} [tidepool-ambient-state]
// CHECK: {{^}}note: confirmed by replay: the state is in no table; where an entry of the thread's table stands for it, the task's change is still there when it ends, set at ambient_state.cpp:9
// CHECK-NEXT: {{^}}note: changed after 3 of the first 3 tasks, and after the last of a thousand;
// CHECK: 1 finding{{$}}
