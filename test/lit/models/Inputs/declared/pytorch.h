// PyTorch: c10/util/ThreadLocal.h, c10/util/ThreadLocalDebugInfo.h, ATen/ThreadLocalState.h, ATen/Parallel.h,
// c10/core/thread_pool.h, c10/util/ScopeExit.h.
#pragma once
#include <functional>
#include <memory>
namespace c10 {
template <typename T> class ThreadLocal {
public:
  T &get();
  T &operator*();
  T *operator->();
};
enum class DebugInfoKind { PRODUCER_INFO };
class DebugInfoBase {};
class ThreadLocalDebugInfo {
public:
  static DebugInfoBase *get(DebugInfoKind kind);
  static void _push(DebugInfoKind kind, std::shared_ptr<DebugInfoBase> info);
  static std::shared_ptr<DebugInfoBase> _pop(DebugInfoKind kind);
};
class DebugInfoGuard {
public:
  DebugInfoGuard(DebugInfoKind kind, std::shared_ptr<DebugInfoBase> info);
  ~DebugInfoGuard();
};
class ThreadPool {
public:
  void run(std::function<void()> func);
};
template <typename F> class scope_exit {
public:
  explicit scope_exit(F f) {}
  ~scope_exit() {}
  void release() {}
};
template <typename F> scope_exit<F> make_scope_exit(F &&f) {}
template <class T, class... A> std::shared_ptr<T> make_intrusive(A &&...a) { return nullptr; }
} // namespace c10
namespace at {
class ThreadLocalState {
public:
  ThreadLocalState();
  static void setThreadLocalState(const ThreadLocalState &state);
};
class ThreadLocalStateGuard {
public:
  explicit ThreadLocalStateGuard(const ThreadLocalState &state);
  ~ThreadLocalStateGuard();
};
void launch(std::function<void()> func);
template <class F> void parallel_for(long begin, long end, long grain_size, const F &f) {}
template <class F> std::function<void()> wrapPropagateTLSState(F callback) {}
} // namespace at
