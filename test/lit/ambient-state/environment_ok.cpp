// REQUIRES: tbb
// RUN: %expect %s
// Kept and put back as a whole.

#include <cfenv>
#include <cmath>
#include <cstdio>
#include <oneapi/tbb/task_group.h>
#include <stdexcept>

static double interest(double amount) {
  std::fenv_t kept;
  std::feholdexcept(&kept);
  std::fesetround(FE_UPWARD);
  double result = std::nearbyint(amount * 1.02);
  std::feupdateenv(&kept);
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
