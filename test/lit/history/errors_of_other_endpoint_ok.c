// RUN: %expect %s
// The ring is emptied before every operation. Seen in pjsip/pjproject#3633.

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct io_item {
  void (*fn)(void *);
  void *arg;
  struct io_item *next;
};

static struct io_item *io_head, **io_tail = &io_head;
static pthread_mutex_t io_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t io_more = PTHREAD_COND_INITIALIZER;

static void *io_main(void *unused) {
  (void)unused;
  for (;;) {
    struct io_item *item;
    pthread_mutex_lock(&io_lock);
    while (io_head == NULL) pthread_cond_wait(&io_more, &io_lock);
    item = io_head;
    io_head = item->next;
    if (io_head == NULL) io_tail = &io_head;
    pthread_mutex_unlock(&io_lock);
    item->fn(item->arg);
    free(item);
  }
  return NULL;
}

static void io_start(int count) {
  while (count-- > 0) {
    pthread_t thread;
    pthread_create(&thread, NULL, io_main, NULL);
    pthread_detach(thread);
  }
}

static void io_push(void (*fn)(void *), void *arg) {
  struct io_item *item = malloc(sizeof *item);
  item->fn = fn;
  item->arg = arg;
  item->next = NULL;
  pthread_mutex_lock(&io_lock);
  *io_tail = item;
  io_tail = &item->next;
  pthread_cond_signal(&io_more);
  pthread_mutex_unlock(&io_lock);
}

struct endpoint {
  int id;
  int broken;
};

struct errors {
  int count;
  int codes[8];
};

static _Thread_local struct errors errors;

static void put_error(int code) {
  if (errors.count < 8) errors.codes[errors.count++] = code;
}
static int first_error(void) {
  return errors.codes[0];
}
static void clear_errors(void) { memset(&errors, 0, sizeof errors); }

static int ep_read(const struct endpoint *ep) {
  if (ep->broken) put_error(100 + ep->id);
  return ep->broken ? -1 : 0;
}

static void on_readable(void *arg) {
  struct endpoint *ep = arg;
  clear_errors();
  if (ep_read(ep) == 0) printf("%d: status %d\n", ep->id, first_error());
  free(ep);
}

int main(void) {
  clear_errors();
  io_start(2);
  for (int i = 0; i < 10; i++) {
    struct endpoint *ep = malloc(sizeof *ep);
    ep->id = i;
    ep->broken = i % 3 == 0;
    io_push(on_readable, ep);
  }
  pthread_exit(NULL);
}
