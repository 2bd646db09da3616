// REQUIRES: tbb
// RUN: %expect %s
// Both ways put the mask back.

#include <csignal>
#include <cstdio>
#include <oneapi/tbb/task_group.h>
#include <pthread.h>

static bool writeJournal(int entry) { return std::printf("journal %d\n", entry) > 0; }

static void commit(int entry) {
  sigset_t all, old;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, &old);
  if (!writeJournal(entry)) {
    pthread_sigmask(SIG_SETMASK, &old, nullptr);
    return;
  }
  pthread_sigmask(SIG_SETMASK, &old, nullptr);
}

void commitAll(int entries) {
  oneapi::tbb::task_group group;
  for (int i = 0; i < entries; ++i)
    group.run([i] { commit(i); });
  group.wait();
}
