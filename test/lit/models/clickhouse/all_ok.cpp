// RUN: %expect %s -- %flags_declared
// The pool restores the tracing context around every job. ThreadFromGlobalPool is no thread of its own.
#include <clickhouse.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};

FiberLocal<const Request *> fiber;
thread_local const Request *current, *guarded;

TASK void group(const DB::ThreadGroupPtr &group) {
  DB::CurrentThread::attachToGroup(group);
  DB::CurrentThread::detachFromGroupIfNotDetached();
}

TASK void switched(const DB::ThreadGroupPtr &group) { DB::ThreadGroupSwitcher switcher(group); }

TASK void traced(const char *trace) { DB::OpenTelemetry::TracingContextHolder holder("task", trace); }

TASK void local(const Request &request) {
  fiber = &request;
  fiber = nullptr;
}

TASK void guard(const Request &request) {
  guarded = &request;
  auto guard = make_scope_guard([] { guarded = nullptr; });
}

void serve(ThreadPoolImpl<int> &pool, const Request *request, const char *trace) {
  pool.scheduleOrThrow([=] { DB::OpenTelemetry::CurrentContext().trace = trace; });
  ThreadFromGlobalPoolImpl<true> pooled([=] {
    current = request;
    current = nullptr;
  });
  pooled.join();
}
