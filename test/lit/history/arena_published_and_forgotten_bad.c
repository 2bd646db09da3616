// RUN: %expect %s
// Callers publish the arena that others shall allocate from, and nobody takes it back. On the error edge the scratch
// arena is destroyed while the thread still names it. Seen in hale-lang/hale#378.

#define _POSIX_C_SOURCE 200809L // strdup
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct wq_item {
  void (*fn)(void *);
  void *arg;
  struct wq_item *next;
};

static struct wq_item *wq_head, **wq_tail = &wq_head;
static pthread_mutex_t wq_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t wq_more = PTHREAD_COND_INITIALIZER;

static void *wq_main(void *unused) {
  (void)unused;
  for (;;) {
    struct wq_item *item;
    pthread_mutex_lock(&wq_lock);
    while (wq_head == NULL) pthread_cond_wait(&wq_more, &wq_lock);
    item = wq_head;
    wq_head = item->next;
    if (wq_head == NULL) wq_tail = &wq_head;
    pthread_mutex_unlock(&wq_lock);
    item->fn(item->arg);
    free(item);
  }
  return NULL;
}

static void wq_start(int count) {
  while (count-- > 0) {
    pthread_t thread;
    pthread_create(&thread, NULL, wq_main, NULL);
    pthread_detach(thread);
  }
}

static void wq_push(void (*fn)(void *), void *arg) {
  struct wq_item *item = malloc(sizeof *item);
  item->fn = fn;
  item->arg = arg;
  item->next = NULL;
  pthread_mutex_lock(&wq_lock);
  *wq_tail = item;
  wq_tail = &item->next;
  pthread_cond_signal(&wq_more);
  pthread_mutex_unlock(&wq_lock);
}

struct arena {
  char *base;
  size_t used, size;
};

static _Thread_local struct arena *caller_arena;

static void arena_open(struct arena *a, size_t size) {
  a->base = malloc(size);
  a->used = 0;
  a->size = size;
}

static void arena_close(struct arena *a) { free(a->base); }

static void *take(size_t bytes) {
  struct arena *a = caller_arena;
  void *p = a->base + a->used; /* MAY: tidepool-stale-read */
  a->used += bytes;            /* MAY: tidepool-stale-read */
  return p;
}

static int validate(const char *text) {
  struct arena scratch, *before = caller_arena;
  arena_open(&scratch, 256);
  caller_arena = &scratch; // EXPECT: tidepool-missing-remove
  char *copy = take(strlen(text) + 1);
  strcpy(copy, text);
  if (copy[0] == '!') {
    arena_close(&scratch);
    return -1;
  }
  caller_arena = before;
  arena_close(&scratch);
  return 0;
}

static void check(void *arg) {
  printf("%s: %d\n", (char *)arg, validate(arg));
  free(arg);
}

int main(void) {
  wq_start(2);
  for (int i = 0; i < 8; i++) {
    char *text = malloc(8);
    strcpy(text, i % 2 ? "!bad" : "good");
    wq_push(check, text);
  }
  pthread_exit(NULL);
}
