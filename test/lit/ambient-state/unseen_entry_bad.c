// RUN: %expect %s
// Nobody here says who calls it; one of its own ways puts the mask back, the other does not.

#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stdio.h>

void on_event(int event) {
  sigset_t all, old;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, &old); // EXPECT: tidepool-ambient-state
  if (event < 0) {
    puts("bad event");
    return;
  }
  printf("event %d\n", event);
  pthread_sigmask(SIG_SETMASK, &old, NULL);
}
