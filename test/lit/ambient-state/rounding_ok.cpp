// REQUIRES: tbb
// RUN: %expect %s
// Rounding is switched for one kind of task and put back.

#include <cfenv>
#include <cmath>
#include <cstdio>
#include <oneapi/tbb/task_group.h>
#include <stdexcept>

static double interest(double amount) {
  int old = std::fegetround();
  std::fesetround(FE_DOWNWARD);
  double result = std::nearbyint(amount * 1.02);
  std::fesetround(old);
  return result;
}

static void audit() { std::printf("%f\n", std::nearbyint(2.5)); }

void settle(int accounts) {
  oneapi::tbb::task_group group;
  for (int i = 0; i < accounts; ++i)
    group.run([i] { std::printf("%f\n", interest(i)); });
  group.run([] { audit(); });
  group.wait();
}
