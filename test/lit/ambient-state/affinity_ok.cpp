// REQUIRES: tbb
// RUN: %expect --confidence=audit %s
// The old set of processors is put back; another thread's is no state of this one.

#include <cstdio>
#include <oneapi/tbb/task_group.h>
#include <pthread.h>

static bool compute(int step) { return std::printf("step %d\n", step) > 0; }

static void work(int step) {
  cpu_set_t old, one;
  pthread_t self = pthread_self();
  pthread_getaffinity_np(self, sizeof old, &old);
  CPU_ZERO(&one);
  CPU_SET(step, &one);
  pthread_setaffinity_np(self, sizeof one, &one);
  compute(step);
  pthread_setaffinity_np(self, sizeof old, &old);
  extern pthread_t logger;
  pthread_setaffinity_np(logger, sizeof one, &one);
}

void workAll(int steps) {
  oneapi::tbb::task_group group;
  for (int i = 0; i < steps; ++i)
    group.run([i] { work(i); });
  group.wait();
}
