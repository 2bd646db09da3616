// REQUIRES: tbb
// RUN: %expect %s
// The priority is taken back only where the step succeeds.

#include <cstdio>
#include <oneapi/tbb/task_group.h>
#include <sys/resource.h>

static bool compute(int step) { return std::printf("step %d\n", step) > 0; }

static void work(int step) {
  int old = getpriority(PRIO_PROCESS, 0);
  setpriority(PRIO_PROCESS, 0, 19); // EXPECT: tidepool-ambient-state
  if (!compute(step))
    return;
  setpriority(PRIO_PROCESS, 0, old);
}

void workAll(int steps) {
  oneapi::tbb::task_group group;
  for (int i = 0; i < steps; ++i)
    group.run([i] { work(i); });
  group.wait();
}
