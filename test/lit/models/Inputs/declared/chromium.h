// Chromium: base/threading/thread_local.h, base/threading/thread_local_storage.h, base/task/thread_pool.h,
// base/task/task_runner.h, base/functional/{bind,callback}.h, base/auto_reset.h, base/functional/callback_helpers.h.
// WebKit: wtf/ThreadSpecific.h, wtf/Scope.h, wtf/SetForScope.h. Mozilla: mozilla/{ThreadLocal,ScopeExit,AutoRestore}.h.
#pragma once
#include <memory>
#include <utility>
namespace base {
template <typename T> class ThreadLocalPointer {
public:
  T *Get();
  void Set(T *ptr);
};
template <typename T> class ThreadLocalOwnedPointer {
public:
  T *Get() const;
  T *operator->() const;
  T &operator*() const;
  std::unique_ptr<T> Set(std::unique_ptr<T> ptr);
  explicit operator bool() const;
};
class ThreadLocalStorage {
public:
  class Slot {
  public:
    explicit Slot(void (*destructor)(void *) = nullptr);
    void *Get() const;
    void Set(void *value);
  };
};
class Location {};
class TaskTraits {};
template <typename Signature> class OnceCallback;
template <typename R, typename... A> class OnceCallback<R(A...)> {
public:
  R Run(A... a) &&;
};
using OnceClosure = OnceCallback<void()>;
template <typename F, typename... A> OnceClosure BindOnce(F &&f, A &&...a) {}
template <typename T> T *Unretained(T *p) { return p; }
class ThreadPool {
public:
  static bool PostTask(const Location &from_here, OnceClosure task);
  static bool PostTask(const Location &from_here, const TaskTraits &traits, OnceClosure task);
};
class TaskRunner {
public:
  bool PostTask(const Location &from_here, OnceClosure task);
};
class ScopedClosureRunner {
public:
  explicit ScopedClosureRunner(OnceClosure closure);
  ~ScopedClosureRunner();
  void RunAndReset();
  [[nodiscard]] OnceClosure Release();
};
template <typename T> class AutoReset {
public:
  template <typename U> AutoReset(T *scoped_variable, U &&new_value) {}
  ~AutoReset();
};
template <typename T, typename... A> std::shared_ptr<T> MakeRefCounted(A &&...a) { return nullptr; }
} // namespace base
namespace WTF {
template <typename T> class ThreadSpecific {
public:
  ThreadSpecific();
  bool isSet();
  T *operator->();
  T &operator*();
  operator T *();
};
template <typename F> class ScopeExit {
public:
  explicit ScopeExit(F &&f) {}
  ~ScopeExit() {}
  void release() {}
};
template <typename F> ScopeExit<F> makeScopeExit(F &&f) {}
template <typename T> class SetForScope {
public:
  template <typename U> SetForScope(T &scoped_variable, U &&new_value) {}
  ~SetForScope();
};
} // namespace WTF
namespace mozilla {
namespace detail {
template <typename T> class ThreadLocal {
public:
  bool init();
  T get() const;
  void set(const T value);
};
} // namespace detail
template <typename F> class ScopeExit {
public:
  explicit ScopeExit(F &&f) {}
  ~ScopeExit() {}
  void release() {}
};
template <typename F> ScopeExit<F> MakeScopeExit(F &&f) {}
template <class T> class AutoRestore {
public:
  explicit AutoRestore(T &value);
  ~AutoRestore();
};
} // namespace mozilla
