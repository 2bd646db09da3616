// REQUIRES: tbb
// RUN: %expect %s
// The mask is asked for before, by a call that changes nothing.

#include <csignal>
#include <cstdio>
#include <oneapi/tbb/task_group.h>
#include <pthread.h>

static bool writeJournal(int entry) { return std::printf("journal %d\n", entry) > 0; }

static void commit(int entry) {
  sigset_t old, none;
  pthread_sigmask(SIG_BLOCK, nullptr, &old);
  sigfillset(&none);
  if (pthread_sigmask(SIG_SETMASK, &none, nullptr) != 0)
    return;
  writeJournal(entry);
  pthread_sigmask(SIG_SETMASK, &old, nullptr);
}

void commitAll(int entries) {
  oneapi::tbb::task_group group;
  for (int i = 0; i < entries; ++i)
    group.run([i] { commit(i); });
  group.wait();
}
