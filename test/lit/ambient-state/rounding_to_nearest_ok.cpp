// REQUIRES: tbb
// RUN: %expect %s
// What a thread begins with needs not be saved.

#include <cfenv>
#include <cmath>
#include <cstdio>
#include <oneapi/tbb/task_group.h>
#include <stdexcept>

static double interest(double amount) {
  if (std::fesetround(FE_DOWNWARD) != 0)
    return amount;
  double result = std::nearbyint(amount * 1.02);
  std::fesetround(FE_TONEAREST);
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
