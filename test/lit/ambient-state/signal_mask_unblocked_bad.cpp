// REQUIRES: tbb
// RUN: %expect %s
// No mask was saved; SIG_UNBLOCK is the way back, and one way lacks it.

#include <csignal>
#include <cstdio>
#include <oneapi/tbb/task_group.h>
#include <pthread.h>

static bool writeJournal(int entry) { return std::printf("journal %d\n", entry) > 0; }

static void commit(int entry) {
  sigset_t some;
  sigemptyset(&some);
  sigaddset(&some, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &some, nullptr); // EXPECT: tidepool-ambient-state
  if (writeJournal(entry))
    pthread_sigmask(SIG_UNBLOCK, &some, nullptr);
}

void commitAll(int entries) {
  oneapi::tbb::task_group group;
  for (int i = 0; i < entries; ++i)
    group.run([i] { commit(i); });
  group.wait();
}
