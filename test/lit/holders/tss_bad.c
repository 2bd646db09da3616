// RUN: %expect %s
// MODELS: tss_t
// C11's tss_t.

#include <pthread.h>
#include <stdio.h>
#include <threads.h>

typedef void (*routine)(void *);

struct item {
  routine routine;
  void *argument;
  struct item *next;
};

static struct item *first;
static mtx_t mutex;
static cnd_t ready;

static void enqueue(struct item *item) {
  mtx_lock(&mutex);
  item->next = first;
  first = item;
  cnd_signal(&ready);
  mtx_unlock(&mutex);
}

static int worker(void *unused) {
  (void)unused;
  for (;;) {
    mtx_lock(&mutex);
    while (!first) cnd_wait(&ready, &mutex);
    struct item *item = first;
    first = item->next;
    mtx_unlock(&mutex);
    item->routine(item->argument);
  }
}

struct order {
  int table;
};

static tss_t order_of_thread;

static void cook(void *argument) {
  tss_set(order_of_thread, argument); // EXPECT: tidepool-missing-remove
  struct order *order = tss_get(order_of_thread);
  printf("table %d\n", order->table);
}

int main(void) {
  static struct order orders[3] = {{1}, {2}, {3}};
  static struct item items[3];
  thrd_t thread;
  tss_create(&order_of_thread, NULL);
  mtx_init(&mutex, mtx_plain);
  cnd_init(&ready);
  thrd_create(&thread, worker, NULL);
  for (int i = 0; i < 3; ++i) {
    items[i].routine = cook;
    items[i].argument = &orders[i];
    enqueue(&items[i]);
  }
  return thrd_join(thread, NULL);
}
