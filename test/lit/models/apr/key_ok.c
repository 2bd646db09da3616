// REQUIRES: apr
// RUN: %expect %s -- %flags_apr
// MODELS: apr_thread_create
// A thread of its own is no pool.
#include <apr_thread_proc.h>
#include <stddef.h>

#define TASK __attribute__((annotate("tidepool::task")))

struct Request {
  int tenant;
};
static apr_threadkey_t *key;
static _Thread_local void *once;

void init(apr_pool_t *pool) { apr_threadkey_private_create(&key, NULL, pool); }

TASK void name(apr_thread_t *thread, struct Request *request) {
  apr_thread_data_set(request, "request", NULL, thread);
  apr_thread_data_set(NULL, "request", NULL, thread);
}

TASK void set(struct Request *request) {
  apr_threadkey_private_set(request, key);
  apr_threadkey_private_set(NULL, key);
}

static void *APR_THREAD_FUNC body(apr_thread_t *thread, void *data) {
  once = data;
  return NULL;
}

void start(apr_thread_t **thread, struct Request *request, apr_pool_t *pool) {
  apr_thread_create(thread, NULL, body, request, pool);
}
