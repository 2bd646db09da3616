// Folly, as of 2026: folly/ThreadLocal.h, SingletonThreadLocal.h, io/async/Request.h, Executor.h, futures/Future.h,
// ScopeGuard.h, io/async/EventBase.h. Names and signatures only.
#pragma once
#include <memory>
#include <string>
#include <utility>

namespace folly {
template <class T, class Tag = void, class AccessMode = void> class ThreadLocal {
public:
  ThreadLocal();
  ~ThreadLocal();
  T *get() const;
  T *get_existing() const;
  T *operator->() const;
  T &operator*() const;
  void reset(T *newPtr = nullptr);
};
template <class T, class Tag = void, class AccessMode = void> class ThreadLocalPtr {
public:
  ThreadLocalPtr();
  ~ThreadLocalPtr();
  T *get() const;
  T *operator->() const;
  T &operator*() const;
  T *release();
  void reset(T *newPtr = nullptr);
  explicit operator bool() const;
};
template <class T, class Tag = void> class SingletonThreadLocal {
public:
  static T &get();
  static T *try_get();
};
class RequestData {
public:
  virtual ~RequestData();
};
class RequestContext {
public:
  static void create();
  static RequestContext *get();
  static std::shared_ptr<RequestContext> saveContext();
  static std::shared_ptr<RequestContext> setContext(std::shared_ptr<RequestContext> ctx);
  void setContextData(const std::string &token, std::unique_ptr<RequestData> data);
  RequestData *getContextData(const std::string &token);
  void clearContextData(const std::string &token);
};
class RequestContextScopeGuard {
public:
  explicit RequestContextScopeGuard(std::shared_ptr<RequestContext> ctx);
  ~RequestContextScopeGuard();
};
class RequestContextSaverScopeGuard {
public:
  RequestContextSaverScopeGuard();
  ~RequestContextSaverScopeGuard();
};
class ShallowCopyRequestContextScopeGuard {
public:
  ShallowCopyRequestContextScopeGuard(const std::string &token, std::unique_ptr<RequestData> data);
  ~ShallowCopyRequestContextScopeGuard();
};

template <class Signature> class Function;
template <class R, class... A> class Function<R(A...)> {
public:
  template <class F> Function(F f) {}
  R operator()(A... args);
};
template <class F> struct Partial {
  void operator()();
};
using Func = Function<void()>;
class Executor {
public:
  virtual ~Executor();
  virtual void add(Func func) = 0;
  virtual void addWithPriority(Func, signed char priority);
  template <class E = Executor> class KeepAlive {
  public:
    KeepAlive(E *executor);
  };
};
class CPUThreadPoolExecutor : public Executor {
public:
  explicit CPUThreadPoolExecutor(unsigned threads);
  void add(Func func) override;
};
class InlineExecutor : public Executor {
public:
  void add(Func func) override;
};
class QueuedImmediateExecutor : public Executor {
public:
  void add(Func func) override;
};
template <class T> class Future {
public:
  template <class F> Future<int> thenValue(F &&func) && {}
  template <class F> Future<int> thenValueInline(F &&func) && {}
  template <class F> Future<int> ensure(F &&func) && {}
};
template <class F> Future<int> via(Executor::KeepAlive<>, F &&func) {}
class EventBase : public Executor {
public:
  void add(Func func) override;
  void runInEventBaseThread(Func fn);
};
template <class T, class... A> std::unique_ptr<T> make_unique(A &&...args);
template <class Once, class F> void call_once(Once &flag, F &&f) {}

namespace detail {
template <class F, bool InvokeNoexcept> class ScopeGuardImpl {
public:
  explicit ScopeGuardImpl(F &&f) {}
  ~ScopeGuardImpl() {}
  void dismiss() noexcept {}
  void rehire() noexcept {}
};
enum class ScopeGuardOnExit {};
enum class ScopeGuardOnFail {};
template <class F> ScopeGuardImpl<F, true> operator+(ScopeGuardOnExit, F &&fn) {}
template <class F, bool OnException> class ScopeGuardForNewException {
public:
  explicit ScopeGuardForNewException(F &&f) {}
  ~ScopeGuardForNewException() {}
};
template <class F> ScopeGuardForNewException<F, true> operator+(ScopeGuardOnFail, F &&fn) {}
} // namespace detail
template <class F> detail::ScopeGuardImpl<F, true> makeGuard(F &&f) {}
template <class F> detail::ScopeGuardImpl<F, true> makeDismissedGuard(F &&f) {}
} // namespace folly

#define SCOPE_EXIT auto scopeExit = ::folly::detail::ScopeGuardOnExit() + [&]() noexcept
#define SCOPE_FAIL auto scopeFail = ::folly::detail::ScopeGuardOnFail() + [&]() noexcept
