// REQUIRES: apr
// RUN: %expect %s -- %flags_apr
// MODELS: apr_threadkey_t, APR thread data
// The value comes first, the key second.
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
  apr_thread_data_set(request, "request", NULL, thread); // EXPECT: tidepool-missing-remove
}

TASK void set(struct Request *request) {
  apr_threadkey_private_set(request, key); // EXPECT: tidepool-missing-remove
}
