// RUN: %expect %s
// The half of a pair: it tells its caller whether signals are blocked now, who ends that by the other half.

#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stdio.h>

static sigset_t saved;

int begin_critical(int device) {
  sigset_t all;
  sigfillset(&all);
  if (pthread_sigmask(SIG_BLOCK, &all, &saved) != 0)
    return -1;
  if (device < 0) {
    pthread_sigmask(SIG_SETMASK, &saved, NULL);
    return -1;
  }
  return 0;
}

void end_critical(void) { pthread_sigmask(SIG_SETMASK, &saved, NULL); }
