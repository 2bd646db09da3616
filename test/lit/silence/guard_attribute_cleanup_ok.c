// RUN: %expect %s
// __attribute__((cleanup)): the function runs at the end of the variable's scope, early returns included.

#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct job {
  void (*routine)(void *);
  void *argument;
  struct job *next;
};

static pthread_mutex_t queue_mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t queue_ready = PTHREAD_COND_INITIALIZER;
static struct job *queue_head;

static void submit(void (*routine)(void *), void *argument) {
  struct job *job = malloc(sizeof *job);
  job->routine = routine;
  job->argument = argument;
  pthread_mutex_lock(&queue_mutex);
  job->next = queue_head;
  queue_head = job;
  pthread_cond_signal(&queue_ready);
  pthread_mutex_unlock(&queue_mutex);
}

static void *worker(void *unused) {
  for (;;) {
    pthread_mutex_lock(&queue_mutex);
    while (queue_head == NULL) pthread_cond_wait(&queue_ready, &queue_mutex);
    struct job *job = queue_head;
    queue_head = job->next;
    pthread_mutex_unlock(&queue_mutex);
    job->routine(job->argument);
    free(job);
  }
  return unused;
}

struct client {
  int fd;
  int bytes;
};

static _Thread_local struct client *serving;

static void stop_serving(struct client **client) {
  (void)client;
  serving = NULL;
}

static void serve(void *argument) {
  struct client *client __attribute__((cleanup(stop_serving))) = argument;
  serving = client;
  if (client->bytes == 0) return;
  printf("%d: %d\n", serving->fd, serving->bytes);
}

int main(void) {
  pthread_t threads[2];
  for (int i = 0; i < 2; ++i) pthread_create(&threads[i], NULL, worker, NULL);
  static struct client clients[8];
  for (int i = 0; i < 8; ++i) {
    clients[i].fd = i;
    clients[i].bytes = i % 3;
    submit(serve, &clients[i]);
  }
  pthread_join(threads[0], NULL);
  return 0;
}
