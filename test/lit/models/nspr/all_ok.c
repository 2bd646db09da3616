// REQUIRES: nspr
// RUN: %expect %s -- %flags_nspr
// MODELS: PR_CreateThread
// PR_CreateThread starts a thread of its own.
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
  PR_SetThreadPrivate(index_, request);
  PR_SetThreadPrivate(index_, NULL);
}

static void job(void *data) {
  current = data;
  current = NULL;
}

static void reader(void *data) {
  current = data;
  current = NULL;
}

static void connected(void *data) {
  current = data;
  current = NULL;
}

static void body(void *data) { once = data; }

void submit(PRThreadPool *pool, PRJobIoDesc *io, const PRNetAddr *address, struct Request *request) {
  PR_QueueJob(pool, job, request, PR_FALSE);
  PR_QueueJob_Read(pool, io, reader, request, PR_FALSE);
  PR_QueueJob_Connect(pool, io, address, connected, request, PR_FALSE);
  PR_CreateThread(PR_USER_THREAD, body, request, PR_PRIORITY_NORMAL, PR_GLOBAL_THREAD, PR_UNJOINABLE_THREAD, 0);
}
