// REQUIRES: tbb
// RUN: %expect %s
// Signals are blocked around the journal; the way on which writing fails leaves them blocked.

#include <csignal>
#include <cstdio>
#include <oneapi/tbb/task_group.h>
#include <pthread.h>

static bool writeJournal(int entry) { return std::printf("journal %d\n", entry) > 0; }

static void commit(int entry) {
  sigset_t all, old;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, &old); // EXPECT: tidepool-ambient-state
  if (!writeJournal(entry))
    return;
  pthread_sigmask(SIG_SETMASK, &old, nullptr);
}

void commitAll(int entries) {
  oneapi::tbb::task_group group;
  for (int i = 0; i < entries; ++i)
    group.run([i] { commit(i); });
  group.wait();
}
