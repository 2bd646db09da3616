// RUN: %expect %s -- %flags_declared
// MODELS: TLS index, FLS index, Windows thread pool, TrySubmitThreadpoolCallback
// MODELS: CreateThreadpoolIo, QueueUserWorkItem, RegisterWaitForSingleObject, CreateTimerQueueTimer
// MODELS: BindIoCompletionCallback
#include <windows.h>

#define TASK __attribute__((annotate("tidepool::task")))

struct Request {
  int tenant;
};
static DWORD tls, fls;
static _Thread_local struct Request *current;
static _Thread_local void *file, *once;

void init(void) {
  tls = TlsAlloc();
  fls = FlsAlloc(0);
}

TASK void thread(struct Request *request) {
  TlsSetValue(tls, request); // EXPECT: tidepool-missing-remove
}

TASK void fiber(struct Request *request) {
  FlsSetValue(fls, request); // EXPECT: tidepool-missing-remove
}

static void simple(PTP_CALLBACK_INSTANCE instance, PVOID context) {
  current = context; // EXPECT: tidepool-missing-remove
}

static void work(PTP_CALLBACK_INSTANCE instance, PVOID context, PTP_WORK self) {
  current = context; // EXPECT: tidepool-missing-remove
}

static void io(PTP_CALLBACK_INSTANCE instance, PVOID context, PVOID overlapped, DWORD result, unsigned long bytes,
               PTP_IO self) {
  current = context; // EXPECT: tidepool-missing-remove
}

static DWORD item(PVOID context) {
  current = context; // EXPECT: tidepool-missing-remove
  return 0;
}

static void waited(PVOID context, BOOL fired) {
  current = context; // EXPECT: tidepool-missing-remove
}

static void timed(PVOID context, BOOL fired) {
  current = context; // EXPECT: tidepool-missing-remove
}

static void completed(DWORD error, DWORD bytes, PVOID overlapped) {
  file = overlapped; // EXPECT: tidepool-missing-remove
}

void submit(struct Request *request, HANDLE *handle) {
  TrySubmitThreadpoolCallback(simple, request, 0);
  CreateThreadpoolWork(work, request, 0);
  CreateThreadpoolIo(*handle, io, request, 0);
  QueueUserWorkItem(item, request, 0);
  RegisterWaitForSingleObject(handle, *handle, waited, request, 0, 0);
  CreateTimerQueueTimer(handle, 0, timed, request, 0, 0, 0);
  BindIoCompletionCallback(*handle, completed, 0);
}
