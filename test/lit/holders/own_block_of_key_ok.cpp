// RUN: rm -rf %t && split-file %s %t
// RUN: %expect %t
// The block is kept under a pthread key, in a struct of the module's own.

//--- main.c
/* A key inside a module struct; the value is a heap struct made on first use, whose fields are per task. And a getter with an
   out parameter. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <stdbool.h>
typedef struct job { void (*go)(struct job *); struct job *next; char user[16]; } job;
static struct { pthread_mutex_t m; pthread_cond_t c; job *list; bool down; } w = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, NULL, false};
static void *loop(void *x) {
  while (true) {
    pthread_mutex_lock(&w.m);
    while (!w.list && !w.down) pthread_cond_wait(&w.c, &w.m);
    if (w.down) { pthread_mutex_unlock(&w.m); break; }
    job *j = w.list;
    w.list = j->next;
    pthread_mutex_unlock(&w.m);
    j->go(j);
    free(j);
  }
  return x;
}
static void submit(job *j) {
  pthread_mutex_lock(&w.m);
  j->next = w.list;
  w.list = j;
  pthread_mutex_unlock(&w.m);
  pthread_cond_signal(&w.c);
}
typedef struct { const char *user; int depth; char scratch[64]; } ctx_t;
static struct { pthread_key_t key; int made; } mod;
static ctx_t *ctx_get(void) {
  ctx_t *c = pthread_getspecific(mod.key);
  if (!c) {
    c = calloc(1, sizeof(ctx_t));
    if (!c || pthread_setspecific(mod.key, c) != 0) abort();
  }
  return c;
}
static int ctx_user(const char **out) {
  ctx_t *c = ctx_get();
  if (!c->user) return -1;
  *out = c->user;
  return 0;
}
static void greet(job *j) {
  ctx_t *c = ctx_get();
  c->user = j->user;
  snprintf(c->scratch, sizeof c->scratch, "hello %s", c->user);
  puts(c->scratch);
  c->user = NULL;
}
static void part(job *j) {
  ctx_t *c = ctx_get();
  const char *old = c->user;
  c->user = j->user;
  printf("bye %s\n", c->user);
  c->user = old;
}
static void who(job *j) {
  const char *u;
  (void)j;
  if (ctx_user(&u) == 0) puts(u);
}
int main(void) {
  pthread_t t[2];
  if (pthread_key_create(&mod.key, free)) return 1;
  for (int i = 0; i < 2; i++) pthread_create(t + i, NULL, loop, NULL);
  job *j = calloc(1, sizeof *j);
  j->go = greet;
  submit(j);
  j = calloc(1, sizeof *j);
  j->go = part;
  submit(j);
  j = calloc(1, sizeof *j);
  j->go = who;
  submit(j);
  return 0;
}
