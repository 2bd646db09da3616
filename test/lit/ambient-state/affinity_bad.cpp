// REQUIRES: tbb
// RUN: %expect %s
// The thread stays on one processor where the step fails.

#include <cstdio>
#include <oneapi/tbb/task_group.h>
#include <sched.h>

static bool compute(int step) { return std::printf("step %d\n", step) > 0; }

static void work(int step) {
  cpu_set_t old, one;
  sched_getaffinity(0, sizeof old, &old);
  CPU_ZERO(&one);
  CPU_SET(step, &one);
  sched_setaffinity(0, sizeof one, &one); // EXPECT: tidepool-ambient-state
  if (!compute(step))
    return;
  sched_setaffinity(0, sizeof old, &old);
}

void workAll(int steps) {
  oneapi::tbb::task_group group;
  for (int i = 0; i < steps; ++i)
    group.run([i] { work(i); });
  group.wait();
}
