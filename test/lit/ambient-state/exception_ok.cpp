// REQUIRES: tbb
// RUN: %expect %s
// A guard puts it back, also when an exception goes by.

#include <cfenv>
#include <cmath>
#include <cstdio>
#include <oneapi/tbb/task_group.h>
#include <stdexcept>

class Rounding {
public:
  explicit Rounding(int direction) : old_(std::fegetround()) { std::fesetround(direction); }
  ~Rounding() { std::fesetround(old_); }

private:
  int old_;
};

static double interest(double amount) {
  Rounding up(FE_UPWARD);
  if (amount < 0)
    throw std::invalid_argument("amount");
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
