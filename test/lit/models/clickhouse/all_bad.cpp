// RUN: %expect %s -- %flags_declared
// MODELS: DB::OpenTelemetry::TracingContextOnThread, DB::CurrentThread, FiberLocal, ClickHouse ThreadPool
// MODELS: ThreadPoolImpl::scheduleOrThrow, BasicScopeGuard
#include <clickhouse.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};

FiberLocal<const Request *> fiber;
thread_local const Request *current, *guarded;

TASK void context(const Request &request, const char *trace) {
  DB::OpenTelemetry::CurrentContext().trace = trace; // EXPECT: tidepool-missing-remove
}

TASK void group(const DB::ThreadGroupPtr &group) {
  DB::CurrentThread::attachToGroup(group); // EXPECT: tidepool-missing-remove
}

TASK void local(const Request &request) {
  fiber = &request; // EXPECT: tidepool-missing-remove
}

TASK void guard(const Request &request) {
  guarded = &request; // EXPECT: tidepool-missing-remove
  auto guard = make_scope_guard([] { guarded = nullptr; });
  guard.release();
}

void serve(ThreadPoolImpl<int> &pool, const Request *request) {
  pool.scheduleOrThrow([=] { current = request; });                        // EXPECT: tidepool-missing-remove
  ThreadFromGlobalPoolImpl<true> pooled([=] { current = request; });       // EXPECT: tidepool-missing-remove
  pooled.join();
}
