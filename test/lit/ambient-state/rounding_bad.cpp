// REQUIRES: tbb
// RUN: %expect %s
// Rounding is switched for one kind of task and stays; the audit rounds otherwise from then on.

#include <cfenv>
#include <cmath>
#include <cstdio>
#include <oneapi/tbb/task_group.h>
#include <stdexcept>

static double interest(double amount) {
  std::fesetround(FE_DOWNWARD); // EXPECT: tidepool-ambient-state
  return std::nearbyint(amount * 1.02);
}

static void audit() { std::printf("%f\n", std::nearbyint(2.5)); }

void settle(int accounts) {
  oneapi::tbb::task_group group;
  for (int i = 0; i < accounts; ++i)
    group.run([i] { std::printf("%f\n", interest(i)); });
  group.run([] { audit(); });
  group.wait();
}
