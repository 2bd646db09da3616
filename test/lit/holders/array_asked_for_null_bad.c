// RUN: %expect %s
// An array is asked for NULL, as assertions do, in a value and in a condition.

#pragma clang diagnostic ignored "-Wtautological-pointer-compare"
#include <pthread.h>
#include <stdio.h>

enum { SLOTS = 16 };

struct work {
  void (*run)(void *);
  void *data;
};

static struct work ring[SLOTS];
static unsigned head, tail;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t more = PTHREAD_COND_INITIALIZER;

static void post(void (*run)(void *), void *data) {
  pthread_mutex_lock(&lock);
  ring[tail % SLOTS].run = run;
  ring[tail % SLOTS].data = data;
  tail++;
  pthread_cond_signal(&more);
  pthread_mutex_unlock(&lock);
}

static void *consume(void *unused) {
  (void)unused;
  while (1) {
    struct work work;
    pthread_mutex_lock(&lock);
    while (head == tail) pthread_cond_wait(&more, &lock);
    work = ring[head++ % SLOTS];
    pthread_mutex_unlock(&lock);
    work.run(work.data);
  }
  return NULL;
}

struct request {
  char name[16];
  int *buffer;
};

static _Thread_local struct request current;

static void measure(void *data) {
  struct request *request = data;
  if ((request->name != NULL) && request->buffer != NULL)
    current.buffer = request->buffer; // EXPECT: tidepool-missing-remove
  int named = (current.name != NULL) && request->buffer;
  printf("%d %d\n", named, current.buffer ? current.buffer[0] : 0); // EXPECT: tidepool-stale-read
}

int main(void) {
  static struct request requests[4];
  pthread_t thread;
  pthread_create(&thread, NULL, consume, NULL);
  for (int i = 0; i < 4; ++i) post(measure, &requests[i]);
  pthread_join(thread, NULL);
  return 0;
}
