// RUN: rm -rf %t && split-file %s %t
// RUN: %expect %t
// Jobs of several kinds in a list, told apart by an if for each.

//--- bio.h
#ifndef BIO_H
#define BIO_H
enum { BIO_CLOSE_FILE, BIO_AOF_FSYNC, BIO_LAZY_FREE, BIO_NUM };
struct client { int fd; char name[32]; };
void bioInit(void);
void bioCreateJob(int type, int fd, struct client *c);
#endif
//--- bio.c
#include "bio.h"
#include <pthread.h>
#include <stdlib.h>
#include <stdio.h>
#include <unistd.h>
struct bio_job {
  int type;
  int fd;
  struct client *c;
  struct bio_job *next;
};
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t newjob = PTHREAD_COND_INITIALIZER;
static struct bio_job *head, *tail;
static __thread struct client *current_client;
static __thread int current_fd = -1;

static void lazyfree(struct client *c) {
  current_client = c;
  printf("freeing %s\n", current_client->name);
  current_client = NULL;
  free(c);
}
static void closefile(int fd) {
  current_fd = fd;
  close(fd);
  current_fd = -1;
}
static void *bioProcessBackgroundJobs(void *arg) {
  (void)arg;
  pthread_mutex_lock(&mutex);
  while (1) {
    struct bio_job *job;
    if (head == NULL) {
      pthread_cond_wait(&newjob, &mutex);
      continue;
    }
    job = head;
    head = job->next;
    if (!head) tail = NULL;
    pthread_mutex_unlock(&mutex);
    if (job->type == BIO_CLOSE_FILE) {
      closefile(job->fd);
    } else if (job->type == BIO_AOF_FSYNC) {
      fsync(job->fd);
    } else if (job->type == BIO_LAZY_FREE) {
      lazyfree(job->c);
    }
    free(job);
    pthread_mutex_lock(&mutex);
  }
}
void bioInit(void) {
  pthread_t thread;
  int j;
  for (j = 0; j < 3; j++)
    if (pthread_create(&thread, NULL, bioProcessBackgroundJobs, NULL) != 0) exit(1);
}
void bioCreateJob(int type, int fd, struct client *c) {
  struct bio_job *job = malloc(sizeof(*job));
  job->type = type;
  job->fd = fd;
  job->c = c;
  job->next = NULL;
  pthread_mutex_lock(&mutex);
  if (tail) tail->next = job; else head = job;
  tail = job;
  pthread_cond_signal(&newjob);
  pthread_mutex_unlock(&mutex);
}
//--- main.c
#include "bio.h"
#include <stdlib.h>
int main(void) {
  bioInit();
  bioCreateJob(BIO_LAZY_FREE, 0, calloc(1, sizeof(struct client)));
  bioCreateJob(BIO_CLOSE_FILE, 4, NULL);
  return 0;
}
