// RUN: %expect %s
// C's constructors are functions: what a block was filled with is known for each call that makes one. Here a task
// begins what the dedicated thread begins.

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

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

typedef void *(*start_fn)(void *);

struct start {
  int id;
  start_fn run;
  void *arg;
};

static _Thread_local const int *worker;

static struct start *make(int id, start_fn run, void *arg) {
  struct start *made = calloc(1, sizeof(*made));
  if (made == NULL) abort();
  *made = (struct start){.id = id, .run = run, .arg = arg};
  return made;
}

static struct start *next(start_fn run, void *arg) {
  static int last;
  struct start *made = NULL;
  if (last < 64) made = make(++last, run, arg);
  return made;
}

static void *begin(void *arg) {
  struct start *start = arg;
  void *result = start->run(start->arg);
  free(start);
  return result;
}

static void *serve(void *number) {
  worker = number; // EXPECT: tidepool-missing-remove
  printf("worker %d\n", worker ? *worker : 0);
  return NULL;
}

static void *count(void *number) {
  *(int *)number += 1;
  return NULL;
}

static void task(void *number) { begin(next(serve, number)); }

int main(void) {
  pthread_t pool, own;
  int number = 0;
  pthread_create(&pool, NULL, consume, NULL);
  pthread_create(&own, NULL, begin, next(serve, &number));
  count(&number);
  post(task, &number);
  pthread_join(own, NULL);
  pthread_join(pool, NULL);
  return 0;
}
