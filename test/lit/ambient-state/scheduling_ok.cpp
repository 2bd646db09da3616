// REQUIRES: tbb
// RUN: %expect --confidence=audit %s
// The policy is taken back; the priority of the whole process is none of a thread's state.

#include <cstdio>
#include <oneapi/tbb/task_group.h>
#include <pthread.h>
#include <sys/resource.h>

static bool compute(int step) { return std::printf("step %d\n", step) > 0; }

static void work(int step) {
  sched_param old, low{};
  int policy;
  pthread_getschedparam(pthread_self(), &policy, &old);
  pthread_setschedparam(pthread_self(), SCHED_IDLE, &low);
  compute(step);
  pthread_setschedparam(pthread_self(), policy, &old);
  setpriority(PRIO_PGRP, 0, 5);
}

void workAll(int steps) {
  oneapi::tbb::task_group group;
  for (int i = 0; i < steps; ++i)
    group.run([i] { work(i); });
  group.wait();
}
