// ClickHouse, as of 2026: Common/ThreadPool.h, Common/CurrentThread.h, Common/FiberLocal.h,
// Common/OpenTelemetryTraceContext.h, base/scope_guard.h.
#pragma once
#include <functional>
#include <memory>
template <typename Thread> class ThreadPoolImpl {
public:
  using Job = std::function<void()>;
  void scheduleOrThrow(Job job, int priority = 0);
  bool trySchedule(Job job, int priority = 0);
};
template <bool propagate> class ThreadFromGlobalPoolImpl {
public:
  template <typename F, typename... A> explicit ThreadFromGlobalPoolImpl(F &&func, A &&...args) {}
  void join();
};
template <typename T> class FiberLocal {
public:
  FiberLocal &operator=(T value);
  T &get();
  T &operator*();
  T *operator->();
};
template <typename F> class BasicScopeGuard {
public:
  explicit BasicScopeGuard(F &&f) {}
  ~BasicScopeGuard() {}
  void reset() {}
  F release() {}
};
template <typename F> BasicScopeGuard<F> make_scope_guard(F &&f) {}
namespace DB {
class ThreadGroup;
using ThreadGroupPtr = std::shared_ptr<ThreadGroup>;
class CurrentThread {
public:
  static void attachToGroup(const ThreadGroupPtr &group);
  static void detachFromGroupIfNotDetached();
  static ThreadGroupPtr getGroup();
};
class ThreadGroupSwitcher {
public:
  explicit ThreadGroupSwitcher(ThreadGroupPtr group);
  ~ThreadGroupSwitcher();
};
namespace OpenTelemetry {
struct TracingContextOnThread {
  const char *trace;
};
TracingContextOnThread &CurrentContext();
struct TracingContextHolder {
  TracingContextHolder(const char *name, const char *trace);
  ~TracingContextHolder();
};
} // namespace OpenTelemetry
} // namespace DB
