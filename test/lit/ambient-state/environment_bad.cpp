// REQUIRES: tbb
// RUN: %expect %s
// The environment is put back only where nothing overflowed.

#include <cfenv>
#include <cmath>
#include <cstdio>
#include <oneapi/tbb/task_group.h>
#include <stdexcept>

static double interest(double amount) {
  std::fenv_t kept;
  std::feholdexcept(&kept); // EXPECT: tidepool-ambient-state
  double result = std::exp(amount);
  if (std::fetestexcept(FE_OVERFLOW))
    return 0;
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
