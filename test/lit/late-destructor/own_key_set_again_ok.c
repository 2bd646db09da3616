// RUN: %expect %s
// The destructor puts the value back for what it calls, and takes it away again.

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct buffer {
  int used;
  char *bytes;
};

static pthread_key_t key;

struct buffer *buffer_get(void);

static void destroy(void *value) {
  pthread_setspecific(key, value);
  struct buffer *own = buffer_get();
  free(own->bytes);
  free(own);
  pthread_setspecific(key, NULL);
}

void set_up(void) { pthread_key_create(&key, destroy); }

struct buffer *buffer_get(void) {
  struct buffer *own = pthread_getspecific(key);
  if (!own) {
    own = calloc(1, sizeof *own);
    pthread_setspecific(key, own);
  }
  return own;
}
