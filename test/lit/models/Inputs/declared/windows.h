// Windows: processthreadsapi.h, fibersapi.h, securitybaseapi.h, threadpoolapiset.h, threadpoollegacyapiset.h, process.h.
#pragma once
typedef unsigned long DWORD;
typedef int BOOL;
typedef void *HANDLE;
typedef void *PVOID;
typedef DWORD (*LPTHREAD_START_ROUTINE)(PVOID);
typedef struct TP_CALLBACK_INSTANCE *PTP_CALLBACK_INSTANCE;
typedef struct TP_CALLBACK_ENVIRON *PTP_CALLBACK_ENVIRON;
typedef struct TP_WORK *PTP_WORK;
typedef struct TP_IO *PTP_IO;
typedef void (*PTP_SIMPLE_CALLBACK)(PTP_CALLBACK_INSTANCE, PVOID);
typedef void (*PTP_WORK_CALLBACK)(PTP_CALLBACK_INSTANCE, PVOID, PTP_WORK);
typedef void (*PTP_WIN32_IO_CALLBACK)(PTP_CALLBACK_INSTANCE, PVOID, PVOID, DWORD, unsigned long, PTP_IO);
typedef void (*WAITORTIMERCALLBACK)(PVOID, BOOL);
typedef void (*LPOVERLAPPED_COMPLETION_ROUTINE)(DWORD, DWORD, PVOID);
#ifdef __cplusplus
extern "C" {
#endif
DWORD TlsAlloc(void);
BOOL TlsSetValue(DWORD index, PVOID value);
PVOID TlsGetValue(DWORD index);
BOOL TlsFree(DWORD index);
DWORD FlsAlloc(void (*callback)(PVOID));
BOOL FlsSetValue(DWORD index, PVOID value);
PVOID FlsGetValue(DWORD index);
BOOL ImpersonateLoggedOnUser(HANDLE token);
BOOL RevertToSelf(void);
BOOL TrySubmitThreadpoolCallback(PTP_SIMPLE_CALLBACK pfns, PVOID pv, PTP_CALLBACK_ENVIRON pcbe);
PTP_WORK CreateThreadpoolWork(PTP_WORK_CALLBACK pfnwk, PVOID pv, PTP_CALLBACK_ENVIRON pcbe);
PTP_IO CreateThreadpoolIo(HANDLE fl, PTP_WIN32_IO_CALLBACK pfnio, PVOID pv, PTP_CALLBACK_ENVIRON pcbe);
BOOL QueueUserWorkItem(LPTHREAD_START_ROUTINE function, PVOID context, unsigned long flags);
BOOL RegisterWaitForSingleObject(HANDLE *wait, HANDLE object, WAITORTIMERCALLBACK callback, PVOID context,
                                 unsigned long milliseconds, unsigned long flags);
BOOL CreateTimerQueueTimer(HANDLE *timer, HANDLE queue, WAITORTIMERCALLBACK callback, PVOID parameter, DWORD due,
                           DWORD period, unsigned long flags);
BOOL BindIoCompletionCallback(HANDLE file, LPOVERLAPPED_COMPLETION_ROUTINE function, unsigned long flags);
HANDLE CreateThread(PVOID attributes, unsigned long stack, LPTHREAD_START_ROUTINE start, PVOID parameter, DWORD flags,
                    DWORD *id);
unsigned long _beginthread(void (*start)(PVOID), unsigned stack, PVOID list);
#ifdef __cplusplus
}
#endif
