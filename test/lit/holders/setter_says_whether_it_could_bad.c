// RUN: %expect %s
// Where a key could not be set there is nothing to remove.

#include <stdio.h>
#include <stdlib.h>
#include <threads.h>
typedef struct task { void (*fn)(void *); void *arg; struct task *next; } task;
static mtx_t lock;
static cnd_t cond;
static task *first, *last;
static int worker(void *unused) {
  (void)unused;
  for (;;) {
    mtx_lock(&lock);
    while (!first) cnd_wait(&cond, &lock);
    task *t = first;
    first = t->next;
    if (!first) last = NULL;
    mtx_unlock(&lock);
    t->fn(t->arg);
    free(t);
  }
  return 0;
}
static void submit(void (*fn)(void *), void *arg) {
  task *t = malloc(sizeof *t);
  *t = (task){.fn = fn, .arg = arg, .next = NULL};
  mtx_lock(&lock);
  if (last) last->next = t;
  else first = t;
  last = t;
  cnd_signal(&cond);
  mtx_unlock(&lock);
}
typedef struct { const char *host; int port; } conn;
static tss_t conn_key;
static tss_t err_key;
static thread_local int retries;
static conn *cur(void) { return tss_get(conn_key); }
static void dial(void *p) {
  conn *c = p;
  tss_set(conn_key, c); // EXPECT: tidepool-missing-remove
  printf("%s\n", cur()->host);
  if (c->port == 0) {
    retries++;
    return;
  }
  tss_set(conn_key, NULL);
}
static void hang_up(void *p) {
  if (tss_set(conn_key, p) != thrd_success) return;
  printf("%s\n", cur()->host);
  tss_set(conn_key, 0);
}
static void fail(void *p) {
  char *text = tss_get(err_key);
  if (!text) {
    text = malloc(64);
    tss_set(err_key, text);
  }
  snprintf(text, 64, "%s failed", ((conn *)p)->host);
  puts(text);
}
int main(void) {
  mtx_init(&lock, mtx_plain);
  cnd_init(&cond);
  tss_create(&conn_key, NULL);
  tss_create(&err_key, free);
  thrd_t t[4];
  for (int i = 0; i < 4; i++) thrd_create(&t[i], worker, NULL);
  conn c = {"h", 0};
  submit(dial, &c);
  submit(hang_up, &c);
  submit(fail, &c);
  thrd_join(t[0], NULL);
}
