// REQUIRES: tbb
// RUN: %expect --confidence=audit %s
// A task names its thread and gives the old name back, by either API; or it names another thread.

#include <cstdio>
#include <oneapi/tbb/task_group.h>
#include <pthread.h>
#include <sys/prctl.h>

static bool compute(int step) { return std::printf("step %d\n", step) > 0; }

static void work(int step) {
  if (step % 2) {
    char old[16];
    pthread_getname_np(pthread_self(), old, sizeof old);
    pthread_setname_np(pthread_self(), "odd");
    compute(step);
    pthread_setname_np(pthread_self(), old);
    return;
  }
  char old[16];
  prctl(PR_GET_NAME, old);
  prctl(PR_SET_NAME, "even");
  compute(step);
  prctl(PR_SET_NAME, old);
  prctl(PR_SET_PDEATHSIG, 9);
  extern pthread_t logger;
  pthread_setname_np(logger, "logger");
}

void workAll(int steps) {
  oneapi::tbb::task_group group;
  for (int i = 0; i < steps; ++i)
    group.run([i] { work(i); });
  group.wait();
}
