// RUN: %expect %s
// Nobody here says who calls it; every way puts the mask back.

#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stdio.h>

void on_event(int event) {
  sigset_t all, old;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, &old);
  if (event < 0)
    puts("bad event");
  else
    printf("event %d\n", event);
  pthread_sigmask(SIG_SETMASK, &old, NULL);
}
