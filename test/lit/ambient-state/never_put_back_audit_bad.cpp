// REQUIRES: tbb
// RUN: %expect --confidence=audit %s
// No way puts the mask back: how a thread runs is worth a look, no more.

#include <csignal>
#include <cstdio>
#include <oneapi/tbb/task_group.h>
#include <pthread.h>

static bool writeJournal(int entry) { return std::printf("journal %d\n", entry) > 0; }

static void commit(int entry) {
  if (entry % 2)
    return;
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, nullptr); // EXPECT: tidepool-ambient-state
  writeJournal(entry);
}

void commitAll(int entries) {
  oneapi::tbb::task_group group;
  for (int i = 0; i < entries; ++i)
    group.run([i] { commit(i); });
  group.wait();
}
