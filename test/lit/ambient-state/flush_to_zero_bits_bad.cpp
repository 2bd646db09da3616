// REQUIRES: tbb
// RUN: %expect %s
// The control word is read, changed and written, and not put back.

#include <xmmintrin.h>
#include <cmath>
#include <cstdio>
#include <oneapi/tbb/task_group.h>
#include <stdexcept>

static double interest(double amount) {
  unsigned whole = _mm_getcsr();
  _mm_setcsr(whole | _MM_FLUSH_ZERO_ON); // EXPECT: tidepool-ambient-state
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
