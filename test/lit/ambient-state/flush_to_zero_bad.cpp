// REQUIRES: tbb
// RUN: %expect %s
// The control word is changed for speed, and the audit computes with it.

#include <xmmintrin.h>
#include <cmath>
#include <cstdio>
#include <oneapi/tbb/task_group.h>
#include <stdexcept>

static double interest(double amount) {
  _MM_SET_FLUSH_ZERO_MODE(_MM_FLUSH_ZERO_ON); // EXPECT: tidepool-ambient-state
  return amount * 1e-310;
}

static void audit() { std::printf("%f\n", std::nearbyint(2.5)); }

void settle(int accounts) {
  oneapi::tbb::task_group group;
  for (int i = 0; i < accounts; ++i)
    group.run([i] { std::printf("%f\n", interest(i)); });
  group.run([] { audit(); });
  group.wait();
}
