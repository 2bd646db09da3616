// RUN: %expect %s
// It returns the same whether signals are blocked or not: the caller cannot know.

#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stdio.h>

int on_event(int event) {
  sigset_t all, old;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, &old); // EXPECT: tidepool-ambient-state
  if (event < 0)
    return 0;
  printf("event %d\n", event);
  pthread_sigmask(SIG_SETMASK, &old, NULL);
  return 0;
}
