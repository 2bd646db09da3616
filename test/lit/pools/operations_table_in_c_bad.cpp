// RUN: rm -rf %t && split-file %s %t
// RUN: %expect %t
// What is taken off the list has a table of operations, and the list is linked through a nested field.

//--- evloop.h
#pragma once
/* Commands as structs with an ops table, a work list built with STAILQ-like macros, opaque handles. */
#define STAILQ_HEAD(name, type) struct name { struct type *stqh_first; struct type **stqh_last; }
#define STAILQ_ENTRY(type) struct { struct type *stqe_next; }
#define STAILQ_INIT(head) do { (head)->stqh_first = NULL; (head)->stqh_last = &(head)->stqh_first; } while (0)
#define STAILQ_EMPTY(head) ((head)->stqh_first == NULL)
#define STAILQ_FIRST(head) ((head)->stqh_first)
#define STAILQ_REMOVE_HEAD(head, field) do { if (((head)->stqh_first = (head)->stqh_first->field.stqe_next) == NULL) (head)->stqh_last = &(head)->stqh_first; } while (0)
#define STAILQ_INSERT_TAIL(head, elm, field) do { (elm)->field.stqe_next = NULL; *(head)->stqh_last = (elm); (head)->stqh_last = &(elm)->field.stqe_next; } while (0)
struct cmd;
struct cmd_ops { const char *name; int (*exec)(struct cmd *); void (*done)(struct cmd *, int); };
struct cmd { STAILQ_ENTRY(cmd) link; const struct cmd_ops *ops; void *priv; };
void ev_start(int n);
void ev_enqueue(struct cmd *c);
//--- evloop.c
#include <stddef.h>
#include <pthread.h>
#include "evloop.h"
STAILQ_HEAD(cmdq, cmd);
static struct cmdq q = {NULL, &q.stqh_first};
static pthread_mutex_t mu = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t cv = PTHREAD_COND_INITIALIZER;
static struct cmd *ev_next(void) {
  struct cmd *c;
  pthread_mutex_lock(&mu);
  while (STAILQ_EMPTY(&q)) pthread_cond_wait(&cv, &mu);
  c = STAILQ_FIRST(&q);
  STAILQ_REMOVE_HEAD(&q, link);
  pthread_mutex_unlock(&mu);
  return c;
}
static void *ev_main(void *unused) {
  (void)unused;
  for (;;) {
    struct cmd *c = ev_next();
    int rc = c->ops->exec(c);
    if (c->ops->done) c->ops->done(c, rc);
  }
  return NULL;
}
void ev_start(int n) {
  pthread_t t;
  for (int i = 0; i < n; i++) pthread_create(&t, NULL, &ev_main, NULL);
}
void ev_enqueue(struct cmd *c) {
  pthread_mutex_lock(&mu);
  STAILQ_INSERT_TAIL(&q, c, link);
  pthread_cond_signal(&cv);
  pthread_mutex_unlock(&mu);
}
//--- cmds.c
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include "evloop.h"
struct volume { char name[32]; int dirty; };
_Thread_local struct volume *cur_vol;
_Thread_local int cur_err;
static int sync_exec(struct cmd *c) {
  struct volume *v = c->priv;
  cur_vol = v; /* EXPECT: tidepool-missing-remove */
  if (!v->dirty) return 0;
  printf("sync %s\n", cur_vol->name);
  cur_vol = NULL;
  return 1;
}
static int stat_exec(struct cmd *c) {
  cur_vol = c->priv;
  printf("stat %s\n", cur_vol->name);
  cur_vol = NULL;
  return 0;
}
static void stat_done(struct cmd *c, int rc) {
  cur_err = rc;
  free(c);
}
static const struct cmd_ops sync_ops = {"sync", sync_exec, NULL};
static const struct cmd_ops stat_ops = {.name = "stat", .exec = stat_exec, .done = stat_done};
static void issue(const struct cmd_ops *ops, struct volume *v) {
  struct cmd *c = calloc(1, sizeof(*c));
  c->ops = ops;
  c->priv = v;
  ev_enqueue(c);
}
int main(void) {
  struct volume *v = calloc(1, sizeof *v);
  ev_start(2);
  issue(&sync_ops, v);
  issue(&stat_ops, v);
  return 0;
}
