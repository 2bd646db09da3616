// RUN: %expect %s
// _Thread_local in C, with a pool of function pointers around a ring.

#include <pthread.h>
#include <stdio.h>

enum { SLOTS = 16 };

struct work {
  void (*run)(void *);
  void *data;
};

static struct work ring[SLOTS];
static unsigned head, tail;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t more = PTHREAD_COND_INITIALIZER;

static void post(void (*run)(void *), void *data) {
  pthread_mutex_lock(&lock);
  ring[tail % SLOTS].run = run;
  ring[tail % SLOTS].data = data;
  tail++;
  pthread_cond_signal(&more);
  pthread_mutex_unlock(&lock);
}

static void *consume(void *unused) {
  (void)unused;
  while (1) {
    struct work work;
    pthread_mutex_lock(&lock);
    while (head == tail) pthread_cond_wait(&more, &lock);
    work = ring[head++ % SLOTS];
    pthread_mutex_unlock(&lock);
    work.run(work.data);
  }
  return NULL;
}

struct image {
  int width, height;
};

static _Thread_local const struct image *image;

static int area(void) { return image->width * image->height; }

static void measure(void *data) {
  image = data; // EXPECT: tidepool-missing-remove
  printf("%d\n", area());
}

int main(void) {
  static struct image images[4] = {{1, 1}, {2, 3}, {4, 4}, {5, 6}};
  pthread_t thread;
  pthread_create(&thread, NULL, consume, NULL);
  for (int i = 0; i < 4; ++i) post(measure, &images[i]);
  pthread_join(thread, NULL);
  return 0;
}
