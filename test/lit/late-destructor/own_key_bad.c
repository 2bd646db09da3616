// RUN: %expect %s
// The value is null when the destructor is called; only the argument has it.

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct buffer {
  int used;
  char *bytes;
};

static pthread_key_t key;

static void destroy(void *value) {
  struct buffer *own = pthread_getspecific(key); // EXPECT: tidepool-late-destructor
  printf("%d bytes\n", own->used);
  free(own->bytes);
  free(value);
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
