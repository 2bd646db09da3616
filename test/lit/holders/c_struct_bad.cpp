// RUN: rm -rf %t && split-file %s %t
// RUN: %expect %t
// A struct in C with a pointer in it is no scratch; the text beside it is.

//--- tasks.h
#ifndef TASKS_H
#define TASKS_H
typedef int (*task_cb)(void *ctx, int worker);
struct task_group;
struct task_group *tg_open(int workers);
int tg_submit(struct task_group *tg, task_cb cb, void *ctx);
void tg_close(struct task_group *tg);
#endif
//--- tasks.c
#include "tasks.h"
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#define CAP 128
struct entry { task_cb cb; void *ctx; };
struct task_group {
  pthread_mutex_t mu;
  pthread_cond_t not_empty, not_full;
  struct entry *ring;
  unsigned head, count, cap;
  int closing, n;
  pthread_t th[16];
};
struct start { struct task_group *tg; int index; };
static int next(struct task_group *tg, struct entry *out) {
  pthread_mutex_lock(&tg->mu);
  while (tg->count == 0 && !tg->closing) pthread_cond_wait(&tg->not_empty, &tg->mu);
  if (tg->count == 0) {
    pthread_mutex_unlock(&tg->mu);
    return 0;
  }
  *out = tg->ring[tg->head];
  tg->head = (tg->head + 1) % tg->cap;
  tg->count--;
  pthread_cond_signal(&tg->not_full);
  pthread_mutex_unlock(&tg->mu);
  return 1;
}
static void *main_loop(void *p) {
  struct start s = *(struct start *)p;
  struct entry e;
  free(p);
  while (next(s.tg, &e)) {
    if (e.cb(e.ctx, s.index) != 0) break;
  }
  return NULL;
}
struct task_group *tg_open(int workers) {
  struct task_group *tg = calloc(1, sizeof *tg);
  tg->ring = calloc(CAP, sizeof *tg->ring);
  tg->cap = CAP;
  tg->n = workers;
  for (int i = 0; i < workers; ++i) {
    struct start *s = malloc(sizeof *s);
    s->tg = tg;
    s->index = i;
    pthread_create(&tg->th[i], NULL, main_loop, s);
  }
  return tg;
}
int tg_submit(struct task_group *tg, task_cb cb, void *ctx) {
  pthread_mutex_lock(&tg->mu);
  while (tg->count == tg->cap) pthread_cond_wait(&tg->not_full, &tg->mu);
  struct entry *e = &tg->ring[(tg->head + tg->count) % tg->cap];
  e->cb = cb;
  e->ctx = ctx;
  tg->count++;
  pthread_cond_signal(&tg->not_empty);
  pthread_mutex_unlock(&tg->mu);
  return 0;
}
void tg_close(struct task_group *tg) { tg->closing = 1; pthread_cond_broadcast(&tg->not_empty); }
//--- mailer.c
#include "tasks.h"
#include <stdio.h>
#include <string.h>
#include <stdlib.h>
struct mail { char to[64]; const char *body; int tries; };
static __thread struct { const struct mail *mail; char err[128]; int code; } smtp;
static __thread const char *recipient;
static int send_one(void *ctx, int worker) {
  struct mail *m = ctx;
  smtp.mail = m; /* EXPECT: tidepool-missing-remove */
  recipient = m->to;
  if (!m->body) {
    snprintf(smtp.err, sizeof smtp.err, "%s: empty", recipient);
    recipient = NULL;
    return 0;
  }
  printf("%d: %s %s\n", worker, recipient, smtp.mail->body);
  recipient = NULL;
  smtp.mail = NULL;
  return 0;
}
static int bounce(void *ctx, int worker) {
  const struct mail *old = smtp.mail;
  (void)worker;
  smtp.mail = ctx;
  printf("bounce %s\n", smtp.mail->to);
  smtp.mail = old;
  return 0;
}
int main(void) {
  struct task_group *tg = tg_open(4);
  struct mail *m = calloc(1, sizeof *m);
  tg_submit(tg, send_one, m);
  tg_submit(tg, bounce, m);
  tg_close(tg);
  return 0;
}
