// REQUIRES: tbb
// RUN: %expect %s
// Blocked and put back by a pair of functions; one way lacks the second.

#include <csignal>
#include <cstdio>
#include <oneapi/tbb/task_group.h>
#include <pthread.h>

static void enterCritical(sigset_t *saved) {
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, saved); // EXPECT: tidepool-ambient-state
}

static void leaveCritical(const sigset_t *saved) { pthread_sigmask(SIG_SETMASK, saved, nullptr); }

static bool writeJournal(int entry) { return std::printf("journal %d\n", entry) > 0; }

static void commit(int entry) {
  sigset_t saved;
  enterCritical(&saved);
  if (!writeJournal(entry))
    return;
  leaveCritical(&saved);
}

void commitAll(int entries) {
  oneapi::tbb::task_group group;
  for (int i = 0; i < entries; ++i)
    group.run([i] { commit(i); });
  group.wait();
}
