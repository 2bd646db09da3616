// RUN: %expect %s
// MODELS: pthread_create, pthread_once, thrd_create, call_once
// A thread of its own is no pool. What pthread_once and call_once call runs on the caller's thread.
#include <pthread.h>
#include <threads.h>

#define TASK __attribute__((annotate("tidepool::task")))

static _Thread_local void *once, *current;
static pthread_once_t first = PTHREAD_ONCE_INIT;
static once_flag second = ONCE_FLAG_INIT;

static void *body(void *data) {
  once = data;
  return 0;
}

static int bodyOfC11(void *data) {
  once = data;
  return 0;
}

void start(pthread_t *thread, thrd_t *thrd, void *data) {
  pthread_create(thread, 0, body, data);
  thrd_create(thrd, bodyOfC11, data);
}

static void clear(void) { current = 0; }

TASK void sets(void *data) {
  current = data;
  pthread_once(&first, clear);
  call_once(&second, clear);
  current = 0;
}
