// REQUIRES: tbb
// RUN: %expect --confidence=audit %s
// A task names its thread. Every later one goes by that name, which is worth a look.

#include <cstdio>
#include <oneapi/tbb/task_group.h>
#include <pthread.h>

static bool compute(int step) { return std::printf("step %d\n", step) > 0; }

static void work(int step) {
  if (step == 0)
    pthread_setname_np(pthread_self(), "first"); // EXPECT: tidepool-ambient-state
  compute(step);
}

void workAll(int steps) {
  oneapi::tbb::task_group group;
  for (int i = 0; i < steps; ++i)
    group.run([i] { work(i); });
  group.wait();
}
