// RUN: %expect %s
// Both keys are cleared. Seen in MariaDB/server#1370.

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct tp_item {
  void (*fn)(void *);
  void *arg;
  struct tp_item *next;
};

static struct tp_item *tp_head, **tp_tail = &tp_head;
static pthread_mutex_t tp_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t tp_more = PTHREAD_COND_INITIALIZER;

static void *tp_main(void *unused) {
  (void)unused;
  for (;;) {
    struct tp_item *item;
    pthread_mutex_lock(&tp_lock);
    while (tp_head == NULL) pthread_cond_wait(&tp_more, &tp_lock);
    item = tp_head;
    tp_head = item->next;
    if (tp_head == NULL) tp_tail = &tp_head;
    pthread_mutex_unlock(&tp_lock);
    item->fn(item->arg);
    free(item);
  }
  return NULL;
}

static void tp_start(int count) {
  while (count-- > 0) {
    pthread_t thread;
    pthread_create(&thread, NULL, tp_main, NULL);
    pthread_detach(thread);
  }
}

static void tp_push(void (*fn)(void *), void *arg) {
  struct tp_item *item = malloc(sizeof *item);
  item->fn = fn;
  item->arg = arg;
  item->next = NULL;
  pthread_mutex_lock(&tp_lock);
  *tp_tail = item;
  tp_tail = &item->next;
  pthread_cond_signal(&tp_more);
  pthread_mutex_unlock(&tp_lock);
}

struct thread_vars {
  unsigned id;
  char abort;
};

struct session {
  struct thread_vars vars;
  char user[32];
  int done;
};

static pthread_key_t key_session, key_vars;

static void store_globals(struct session *thd) {
  pthread_setspecific(key_session, thd);
  pthread_setspecific(key_vars, &thd->vars);
}

static void reset_globals(void) {
  pthread_setspecific(key_session, NULL);
  pthread_setspecific(key_vars, NULL);
}

static unsigned my_thread_id(void) {
  struct thread_vars *vars = pthread_getspecific(key_vars);
  return vars ? vars->id : 0;
}

static void handle_event(void *arg) {
  struct session *thd = arg;
  printf("event, last %u\n", my_thread_id());
  store_globals(thd);
  printf("%s: thread %u\n", thd->user, my_thread_id());
  reset_globals();
  free(thd);
}

int main(void) {
  pthread_key_create(&key_session, NULL);
  pthread_key_create(&key_vars, NULL);
  tp_start(4);
  for (unsigned i = 0; i < 10; i++) {
    struct session *thd = calloc(1, sizeof *thd);
    thd->vars.id = i;
    strcpy(thd->user, "root");
    tp_push(handle_event, thd);
  }
  pthread_exit(NULL);
}
