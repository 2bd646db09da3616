// REQUIRES: tbb
// RUN: %expect %s
// Cancellation stays off where the step fails.

#include <cstdio>
#include <oneapi/tbb/task_group.h>
#include <pthread.h>

static bool compute(int step) { return std::printf("step %d\n", step) > 0; }

static void work(int step) {
  int old;
  pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &old); // EXPECT: tidepool-ambient-state
  if (!compute(step))
    return;
  pthread_setcancelstate(old, nullptr);
}

void workAll(int steps) {
  oneapi::tbb::task_group group;
  for (int i = 0; i < steps; ++i)
    group.run([i] { work(i); });
  group.wait();
}
