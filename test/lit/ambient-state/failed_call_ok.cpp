// REQUIRES: tbb
// RUN: %expect %s
// Where the mask could not be changed it is as it was, however the result is looked at.

#include <csignal>
#include <cstdio>
#include <oneapi/tbb/task_group.h>
#include <pthread.h>

static bool writeJournal(int entry) { return std::printf("journal %d\n", entry) > 0; }

static void commit(int entry) {
  sigset_t all, old;
  sigfillset(&all);
  int wrong = pthread_sigmask(SIG_BLOCK, &all, &old);
  if (wrong > 0)
    return;
  writeJournal(entry);
  pthread_sigmask(SIG_SETMASK, &old, nullptr);
  if (sigprocmask(SIG_BLOCK, &all, &old) == -1)
    return;
  writeJournal(entry);
  sigprocmask(SIG_SETMASK, &old, nullptr);
  int result;
  if ((result = sigprocmask(SIG_BLOCK, &all, &old)) < 0)
    return;
  writeJournal(result);
  sigprocmask(SIG_SETMASK, &old, nullptr);
}

void commitAll(int entries) {
  oneapi::tbb::task_group group;
  for (int i = 0; i < entries; ++i)
    group.run([i] { commit(i); });
  group.wait();
}
