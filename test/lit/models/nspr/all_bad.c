// REQUIRES: nspr
// RUN: %expect %s -- %flags_nspr
// MODELS: NSPR thread-private index, NSPR thread pool, PR_QueueJob, PR_QueueJob_Read, PR_QueueJob_Connect
#include <prthread.h>
#include <prtpool.h>
#include <stddef.h>

#define TASK __attribute__((annotate("tidepool::task")))

struct Request {
  int tenant;
};
static PRUintn index_;
static _Thread_local struct Request *current;
static _Thread_local void *once;

void init(void) { PR_NewThreadPrivateIndex(&index_, NULL); }

TASK void set(struct Request *request) {
  PR_SetThreadPrivate(index_, request); // EXPECT: tidepool-missing-remove
}

static void job(void *data) {
  current = data; // EXPECT: tidepool-missing-remove
}

static void reader(void *data) {
  current = data; // EXPECT: tidepool-missing-remove
}

static void connected(void *data) {
  current = data; // EXPECT: tidepool-missing-remove
}

void submit(PRThreadPool *pool, PRJobIoDesc *io, const PRNetAddr *address, struct Request *request) {
  PR_QueueJob(pool, job, request, PR_FALSE);
  PR_QueueJob_Read(pool, io, reader, request, PR_FALSE);
  PR_QueueJob_Connect(pool, io, address, connected, request, PR_FALSE);
}
