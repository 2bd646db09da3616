// REQUIRES: tbb
// RUN: %expect %s
// The control word is put back, as a whole or one bit of it.

#include <xmmintrin.h>
#include <cmath>
#include <cstdio>
#include <oneapi/tbb/task_group.h>
#include <stdexcept>

static double interest(double amount) {
  unsigned mode = _MM_GET_FLUSH_ZERO_MODE();
  _MM_SET_FLUSH_ZERO_MODE(_MM_FLUSH_ZERO_ON);
  double result = amount * 1e-310;
  _MM_SET_FLUSH_ZERO_MODE(mode);
  unsigned whole = _mm_getcsr();
  _mm_setcsr(whole | _MM_FLUSH_ZERO_ON);
  result += amount * 1e-309;
  _mm_setcsr(whole);
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
