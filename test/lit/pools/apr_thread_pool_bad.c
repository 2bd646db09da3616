// RUN: %expect %s -- %flags_apr
// REQUIRES: apr
// MODELS: APR thread pool, apr_thread_pool_push
// APR: function and argument.

#include <apr_general.h>
#include <apr_pools.h>
#include <apr_thread_pool.h>
#include <stdio.h>

struct upload {
  int bytes;
  int refused;
};

static __thread struct upload *upload;

static int blocks(void) { return upload->bytes / 512; }

static void *APR_THREAD_FUNC store(apr_thread_t *thread, void *data) {
  (void)thread;
  upload = data; // EXPECT: tidepool-missing-remove
  if (upload->refused) return NULL;
  printf("%d\n", blocks());
  upload = NULL;
  return NULL;
}

int main(void) {
  static struct upload uploads[3] = {{512, 0}, {1024, 1}, {2048, 0}};
  apr_pool_t *memory;
  apr_thread_pool_t *pool;
  apr_initialize();
  apr_pool_create(&memory, NULL);
  apr_thread_pool_create(&pool, 1, 2, memory);
  for (int i = 0; i < 3; ++i) apr_thread_pool_push(pool, store, &uploads[i], APR_THREAD_TASK_PRIORITY_NORMAL, NULL);
  apr_thread_pool_destroy(pool);
  apr_terminate();
  return 0;
}
