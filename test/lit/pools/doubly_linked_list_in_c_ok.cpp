// RUN: rm -rf %t && split-file %s %t
// RUN: %expect %t
// An intrusive list: nodes are unlinked, and what they are part of is found by their offset.

//--- work.h
#pragma once
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
/* intrusive list of work items, container_of */
struct list_head { struct list_head *next, *prev; };
#define container_of(ptr, type, member) ((type *)((char *)(ptr)-offsetof(type, member)))
struct work { struct list_head node; void (*run)(struct work *); int prio; };
struct queue { pthread_mutex_t lock; pthread_cond_t cond; struct list_head items; bool stop; };
void queue_init(struct queue *q, int threads);
void queue_push(struct queue *q, struct work *w);
//--- work.c
#include "work.h"
#include <stdlib.h>
static inline void list_init(struct list_head *h) { h->next = h->prev = h; }
static inline bool list_empty(const struct list_head *h) { return h->next == h; }
static inline void list_add_tail(struct list_head *n, struct list_head *h) {
  n->prev = h->prev;
  n->next = h;
  h->prev->next = n;
  h->prev = n;
}
static inline void list_del(struct list_head *n) {
  n->prev->next = n->next;
  n->next->prev = n->prev;
}
static void *worker(void *p) {
  struct queue *q = p;
  pthread_mutex_lock(&q->lock);
  for (;;) {
    while (list_empty(&q->items) && !q->stop) pthread_cond_wait(&q->cond, &q->lock);
    if (q->stop) break;
    struct work *w = container_of(q->items.next, struct work, node);
    list_del(&w->node);
    pthread_mutex_unlock(&q->lock);
    w->run(w);
    pthread_mutex_lock(&q->lock);
  }
  pthread_mutex_unlock(&q->lock);
  return NULL;
}
void queue_init(struct queue *q, int threads) {
  pthread_t t;
  list_init(&q->items);
  pthread_mutex_init(&q->lock, NULL);
  pthread_cond_init(&q->cond, NULL);
  while (threads-- > 0)
    if (pthread_create(&t, NULL, worker, q) == 0) pthread_detach(t);
}
void queue_push(struct queue *q, struct work *w) {
  pthread_mutex_lock(&q->lock);
  list_add_tail(&w->node, &q->items);
  pthread_cond_signal(&q->cond);
  pthread_mutex_unlock(&q->lock);
}
//--- main.c
#include "work.h"
#include <stdio.h>
#include <stdlib.h>
struct copy { struct work base; const char *from, *to; };
static __thread struct copy *copying;
static __thread const char *target;
static void copy_run(struct work *w) {
  struct copy *c = container_of(w, struct copy, base);
  copying = c;
  target = c->to;
  printf("%s -> %s\n", copying->from, target);
  target = NULL;
  copying = NULL;
  free(c);
}
int main(void) {
  static struct queue q;
  queue_init(&q, 4);
  struct copy *c = calloc(1, sizeof *c);
  c->base.run = copy_run;
  c->from = "a";
  c->to = "b";
  queue_push(&q, &c->base);
  return 0;
}
