// RUN: %expect %s
// C: goto, break, return, cleanup attributes that clear or restore.

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct work {
  void (*fn)(void *);
  void *arg;
  struct work *next;
};
static struct work *head, *tail;
static pthread_mutex_t mu = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t cv = PTHREAD_COND_INITIALIZER;
struct req {
  char name[32];
  int len;
  int fd;
};
static __thread struct req *cur1, *cur2, *cur3, *cur4, *cur5, *cur6;
static pthread_key_t key7;
static void *worker(void *u) {
  (void)u;
  for (;;) {
    pthread_mutex_lock(&mu);
    while (!head)
      pthread_cond_wait(&cv, &mu);
    struct work *w = head;
    head = w->next;
    if (!head)
      tail = NULL;
    pthread_mutex_unlock(&mu);
    w->fn(w->arg);
    free(w);
  }
  return NULL;
}
static void push(void (*fn)(void *), void *arg) {
  struct work *w = malloc(sizeof *w);
  w->fn = fn;
  w->arg = arg;
  w->next = NULL;
  pthread_mutex_lock(&mu);
  if (tail)
    tail->next = w;
  else
    head = w;
  tail = w;
  pthread_cond_signal(&cv);
  pthread_mutex_unlock(&mu);
}
static int step(struct req *r) { return r->len > 3 ? -1 : 0; }
static void t1(void *p) {
  struct req *r = p;
  int rc = 0;
  cur1 = r;
  if ((rc = step(r)) < 0)
    goto out;
  if (r->fd < 0) {
    rc = -2;
    goto out;
  }
  printf("%s\n", cur1->name);
out:
  cur1 = NULL;
  if (rc)
    fprintf(stderr, "%d\n", rc);
}
static void t2(void *p) {
  struct req *r = p;
  char *buf = NULL;
  cur2 = r; // EXPECT: tidepool-missing-remove

  buf = malloc(r->len);
  if (!buf)
    goto fail;
  if (step(r))
    goto fail_free;
  cur2 = NULL;
  free(buf);
  return;
fail_free:
  free(buf);
fail:
  fprintf(stderr, "failed\n");
}
static void clear3(int *unused) {
  (void)unused;
  cur3 = NULL;
}
static void t3(void *p) {
  int guard __attribute__((cleanup(clear3))) = 0;
  (void)guard;
  cur3 = p;
  if (step(p))
    return;
  puts(cur3->name);
}
static void restore4(struct req **old) { cur4 = *old; }
static void t4(void *p) {
  struct req *old __attribute__((cleanup(restore4))) = cur4;
  cur4 = p;
  if (step(p))
    return;
  puts(cur4->name);
}
#define WITH(r) for (int once_ = (cur5 = (r), 1); once_; once_ = 0, cur5 = NULL)
static void t5(void *p) {
  struct req *r = p;
  WITH(r) { puts(cur5->name); }
}
static void t6(void *p) {
  struct req *r = p;
  cur6 = r; // EXPECT: tidepool-missing-remove
  do {
    if (step(r))
      break;
    cur6 = NULL;
  } while (0);
}
static void t7(void *p) {
  pthread_setspecific(key7, p); // EXPECT: tidepool-missing-remove

  switch (step(p)) {
  case 0:
    puts("ok");
    break;
  case -1:
    puts("bad");
    return;
  default:
    break;
  }
  pthread_setspecific(key7, NULL);
}
int main(void) {
  pthread_t th[2];
  pthread_key_create(&key7, NULL);
  for (int i = 0; i < 2; i++)
    pthread_create(&th[i], NULL, worker, NULL);
  struct req *r = calloc(1, sizeof *r);
  push(t1, r);
  push(t2, r);
  push(t3, r);
  push(t4, r);
  push(t5, r);
  push(t6, r);
  push(t7, r);
  for (int i = 0; i < 2; i++)
    pthread_join(th[i], NULL);
}
