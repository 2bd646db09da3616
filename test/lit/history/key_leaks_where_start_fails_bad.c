// RUN: %expect %s
// Starting an engine makes a key for its threads. Where something else fails later on, the start ends without deleting
// the key; it is tried again and again, until there are no more keys. Seen in intel/QAT_Engine#112.

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct qp_item {
  void (*fn)(void *);
  void *arg;
  struct qp_item *next;
};

static struct qp_item *qp_head, **qp_tail = &qp_head;
static pthread_mutex_t qp_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t qp_more = PTHREAD_COND_INITIALIZER;

static void *qp_main(void *unused) {
  (void)unused;
  for (;;) {
    struct qp_item *item;
    pthread_mutex_lock(&qp_lock);
    while (qp_head == NULL) pthread_cond_wait(&qp_more, &qp_lock);
    item = qp_head;
    qp_head = item->next;
    if (qp_head == NULL) qp_tail = &qp_head;
    pthread_mutex_unlock(&qp_lock);
    item->fn(item->arg);
    free(item);
  }
  return NULL;
}

static void qp_start(int count) {
  while (count-- > 0) {
    pthread_t thread;
    pthread_create(&thread, NULL, qp_main, NULL);
    pthread_detach(thread);
  }
}

static void qp_push(void (*fn)(void *), void *arg) {
  struct qp_item *item = malloc(sizeof *item);
  item->fn = fn;
  item->arg = arg;
  item->next = NULL;
  pthread_mutex_lock(&qp_lock);
  *qp_tail = item;
  qp_tail = &item->next;
  pthread_cond_signal(&qp_more);
  pthread_mutex_unlock(&qp_lock);
}

struct instance {
  int number;
};

static pthread_key_t instance_key;

static void make_key(void) {
  pthread_key_create(&instance_key, NULL); // EXPECT: tidepool-key-misuse
}

static int start_device(int attempt) { return attempt % 3 == 2; }

static int engine_init(int attempt) {
  make_key();
  if (!start_device(attempt)) return 0;
  return 1;
}

static void use_instance(void *arg) {
  struct instance *mine = arg;
  if (!engine_init(mine->number)) {
    free(mine);
    return;
  }
  pthread_setspecific(instance_key, mine);
  printf("%d\n", ((struct instance *)pthread_getspecific(instance_key))->number);
  pthread_setspecific(instance_key, NULL);
  free(mine);
}

int main(void) {
  qp_start(2);
  for (int i = 0; i < 6; i++) {
    struct instance *one = malloc(sizeof *one);
    one->number = i;
    qp_push(use_instance, one);
  }
  pthread_exit(NULL);
}
