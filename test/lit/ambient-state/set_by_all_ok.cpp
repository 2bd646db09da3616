// REQUIRES: tbb
// RUN: %expect %s
// Every task of the pool begins with it, and always with the same: nobody finds another one's.

#include <cfenv>
#include <cmath>
#include <cstdio>
#include <oneapi/tbb/task_group.h>
#include <stdexcept>

static double interest(double amount) {
  std::fesetround(FE_DOWNWARD);
  return std::nearbyint(amount * 1.02);
}

void settle(int accounts) {
  oneapi::tbb::task_group group;
  for (int i = 0; i < accounts; ++i)
    group.run([i] { std::printf("%f\n", interest(i)); });
  group.wait();
}
