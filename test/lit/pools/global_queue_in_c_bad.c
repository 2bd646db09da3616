// RUN: %expect %s
// Everything global: a linked list of jobs, detached threads, a handler field and a data field.

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct task {
  struct task *next;
  void (*handler)(struct task *task);
  char *name;
};

static struct {
  pthread_mutex_t mutex;
  pthread_cond_t cond;
  struct task *first;
  struct task **last;
} queue = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, NULL, &queue.first};

static void task_post(struct task *task) {
  task->next = NULL;
  pthread_mutex_lock(&queue.mutex);
  *queue.last = task;
  queue.last = &task->next;
  pthread_cond_signal(&queue.cond);
  pthread_mutex_unlock(&queue.mutex);
}

static void *cycle(void *data) {
  (void)data;
  for (;;) {
    pthread_mutex_lock(&queue.mutex);
    while (queue.first == NULL) pthread_cond_wait(&queue.cond, &queue.mutex);
    struct task *task = queue.first;
    queue.first = task->next;
    if (queue.first == NULL) queue.last = &queue.first;
    pthread_mutex_unlock(&queue.mutex);
    task->handler(task);
  }
}

static __thread struct task *reading;

static void log_name(void) { printf("%s\n", reading->name); }

static void read_file(struct task *task) {
  reading = task; // EXPECT: tidepool-missing-remove
  log_name();
  free(task);
}

int main(int argc, char **argv) {
  pthread_t id;
  pthread_attr_t attr;
  pthread_attr_init(&attr);
  pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
  pthread_create(&id, &attr, cycle, NULL);
  for (int i = 0; i < argc; ++i) {
    struct task *task = calloc(1, sizeof *task);
    task->handler = read_file;
    task->name = argv[i];
    task_post(task);
  }
  pthread_exit(NULL);
}
