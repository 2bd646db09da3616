// RUN: %expect %s
// The destructor uses its argument.

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct buffer {
  int used;
  char *bytes;
};

static pthread_key_t key;

static void destroy(void *value) {
  struct buffer *own = value;
  printf("%d bytes\n", own->used);
  free(own->bytes);
  free(own);
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
