// RUN: rm -rf %t && split-file %s %t
// RUN: %expect %t
// The usual C pool: a ring of structs, read field by field before the head moves on.

//--- threadpool.h
#ifndef _THREADPOOL_H_
#define _THREADPOOL_H_
typedef struct threadpool_t threadpool_t;
typedef enum { threadpool_invalid = -1, threadpool_lock_failure = -2, threadpool_queue_full = -3, threadpool_shutdown = -4 } threadpool_error_t;
threadpool_t *threadpool_create(int thread_count, int queue_size, int flags);
int threadpool_add(threadpool_t *pool, void (*routine)(void *), void *arg, int flags);
#endif
//--- threadpool.c
#include "threadpool.h"
#include <pthread.h>
#include <stdlib.h>
typedef enum { immediate_shutdown = 1, graceful_shutdown = 2 } threadpool_shutdown_t;
typedef struct { void (*function)(void *); void *argument; } threadpool_task_t;
struct threadpool_t {
  pthread_mutex_t lock;
  pthread_cond_t notify;
  pthread_t *threads;
  threadpool_task_t *queue;
  int thread_count, queue_size, head, tail, count, shutdown, started;
};
static void *threadpool_thread(void *threadpool) {
  threadpool_t *pool = (threadpool_t *)threadpool;
  threadpool_task_t task;
  for (;;) {
    pthread_mutex_lock(&(pool->lock));
    while ((pool->count == 0) && (!pool->shutdown)) pthread_cond_wait(&(pool->notify), &(pool->lock));
    if ((pool->shutdown == immediate_shutdown) || ((pool->shutdown == graceful_shutdown) && (pool->count == 0))) break;
    task.function = pool->queue[pool->head].function;
    task.argument = pool->queue[pool->head].argument;
    pool->head = (pool->head + 1) % pool->queue_size;
    pool->count -= 1;
    pthread_mutex_unlock(&(pool->lock));
    (*(task.function))(task.argument);
  }
  pool->started--;
  pthread_mutex_unlock(&(pool->lock));
  pthread_exit(NULL);
  return (NULL);
}
threadpool_t *threadpool_create(int thread_count, int queue_size, int flags) {
  threadpool_t *pool;
  int i;
  (void)flags;
  if ((pool = (threadpool_t *)malloc(sizeof(threadpool_t))) == NULL) goto err;
  pool->thread_count = 0;
  pool->queue_size = queue_size;
  pool->head = pool->tail = pool->count = 0;
  pool->shutdown = pool->started = 0;
  pool->threads = (pthread_t *)malloc(sizeof(pthread_t) * thread_count);
  pool->queue = (threadpool_task_t *)malloc(sizeof(threadpool_task_t) * queue_size);
  if ((pthread_mutex_init(&(pool->lock), NULL) != 0) || (pool->queue == NULL)) goto err;
  for (i = 0; i < thread_count; i++) {
    if (pthread_create(&(pool->threads[i]), NULL, threadpool_thread, (void *)pool) != 0) return NULL;
    pool->thread_count++;
    pool->started++;
  }
  return pool;
err:
  if (pool) free(pool);
  return NULL;
}
int threadpool_add(threadpool_t *pool, void (*function)(void *), void *argument, int flags) {
  int err = 0;
  int next;
  (void)flags;
  if (pool == NULL || function == NULL) return threadpool_invalid;
  if (pthread_mutex_lock(&(pool->lock)) != 0) return threadpool_lock_failure;
  next = (pool->tail + 1) % pool->queue_size;
  do {
    if (pool->count == pool->queue_size) {
      err = threadpool_queue_full;
      break;
    }
    pool->queue[pool->tail].function = function;
    pool->queue[pool->tail].argument = argument;
    pool->tail = next;
    pool->count += 1;
    if (pthread_cond_signal(&(pool->notify)) != 0) {
      err = threadpool_lock_failure;
      break;
    }
  } while (0);
  pthread_mutex_unlock(&pool->lock);
  return err;
}
//--- http.c
#include "threadpool.h"
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
struct request { int fd; char uri[128]; int keep_alive; };
struct tls_state { struct request *req; char errbuf[64]; size_t bytes; };
static __thread struct tls_state state;
static pthread_key_t log_key;
static pthread_once_t log_once = PTHREAD_ONCE_INIT;
static void log_init(void) { pthread_key_create(&log_key, free); }
static char *log_buffer(void) {
  char *b;
  pthread_once(&log_once, log_init);
  b = pthread_getspecific(log_key);
  if (b == NULL) {
    b = malloc(256);
    pthread_setspecific(log_key, b);
  }
  return b;
}
static int parse(struct request *r) {
  if (strlen(r->uri) == 0) {
    snprintf(state.errbuf, sizeof(state.errbuf), "bad request on %d", r->fd);
    return -1;
  }
  return 0;
}
static void do_request(void *arg) {
  struct request *r = arg;
  state.req = r; /* EXPECT: tidepool-missing-remove */
  if (parse(r) < 0) {
    fprintf(stderr, "%s\n", state.errbuf);
    goto out;
  }
  snprintf(log_buffer(), 256, "%d %s", state.req->fd, r->uri);
  puts(log_buffer());
  state.req = NULL;
out:
  free(r);
}
static void do_ping(void *arg) {
  struct request *r = arg;
  state.req = r;
  printf("%d\n", state.req->fd);
  memset(&state, 0, sizeof state);
  free(r);
}
int main(void) {
  threadpool_t *tp = threadpool_create(4, 65535, 0);
  struct request *r = calloc(1, sizeof *r);
  if (threadpool_add(tp, do_request, r, 0) != 0) return 1;
  return threadpool_add(tp, do_ping, calloc(1, sizeof *r), 0);
}
