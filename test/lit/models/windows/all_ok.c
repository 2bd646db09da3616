// RUN: %expect %s -- %flags_declared
// MODELS: CreateThread, _beginthread
// CreateThread starts a thread of its own.
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
  TlsSetValue(tls, request);
  TlsSetValue(tls, 0);
}

TASK void fiber(struct Request *request) {
  FlsSetValue(fls, request);
  FlsSetValue(fls, 0);
}

static void simple(PTP_CALLBACK_INSTANCE instance, PVOID context) {
  current = context;
  current = 0;
}

static void work(PTP_CALLBACK_INSTANCE instance, PVOID context, PTP_WORK self) {
  current = context;
  current = 0;
}

static void io(PTP_CALLBACK_INSTANCE instance, PVOID context, PVOID overlapped, DWORD result, unsigned long bytes,
               PTP_IO self) {
  current = context;
  current = 0;
}

static DWORD item(PVOID context) {
  current = context;
  current = 0;
  return 0;
}

static void waited(PVOID context, BOOL fired) {
  current = context;
  current = 0;
}

static void timed(PVOID context, BOOL fired) {
  current = context;
  current = 0;
}

static void completed(DWORD error, DWORD bytes, PVOID overlapped) {
  file = overlapped;
  file = 0;
}

static DWORD body(PVOID context) {
  once = context;
  return 0;
}

static void begun(PVOID context) { once = context; }

void submit(struct Request *request, HANDLE *handle) {
  TrySubmitThreadpoolCallback(simple, request, 0);
  CreateThreadpoolWork(work, request, 0);
  CreateThreadpoolIo(*handle, io, request, 0);
  QueueUserWorkItem(item, request, 0);
  RegisterWaitForSingleObject(handle, *handle, waited, request, 0, 0);
  CreateTimerQueueTimer(handle, 0, timed, request, 0, 0, 0);
  BindIoCompletionCallback(*handle, completed, 0);
  CreateThread(0, 0, body, request, 0, 0);
  _beginthread(begun, 0, request);
}
