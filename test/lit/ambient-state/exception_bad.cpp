// REQUIRES: tbb
// RUN: %expect %s
// An exception goes past the line that puts it back; TBB keeps it for wait().

#include <cfenv>
#include <cmath>
#include <cstdio>
#include <oneapi/tbb/task_group.h>
#include <stdexcept>

static double interest(double amount) {
  int old = std::fegetround();
  std::fesetround(FE_UPWARD); // EXPECT: tidepool-ambient-state
  if (amount < 0)
    throw std::invalid_argument("amount");
  double result = std::nearbyint(amount * 1.02);
  std::fesetround(old);
  return result;
}

void settle(int accounts) {
  oneapi::tbb::task_group group;
  for (int i = 0; i < accounts; ++i)
    group.run([i] { std::printf("%f\n", interest(i)); });
  group.wait();
}
