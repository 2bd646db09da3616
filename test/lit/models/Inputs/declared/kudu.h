// Apache Kudu: kudu/util/{threadpool,trace,scoped_cleanup}.h. Apache Doris: util/threadpool.h,
// runtime/thread_context.h, util/defer_op.h. Apache Impala: util/thread-pool.h.
#pragma once
#include <functional>
#include <memory>
#include <string>
namespace kudu {
class Trace {
public:
  static Trace *CurrentTrace();
};
class ScopedAdoptTrace {
public:
  explicit ScopedAdoptTrace(Trace *t);
  ~ScopedAdoptTrace();
};
class ThreadPool {
public:
  int Submit(std::function<void()> f);
};
class ThreadPoolToken {
public:
  int Submit(std::function<void()> f);
};
template <typename F> class ScopedCleanup {
public:
  explicit ScopedCleanup(F f) {}
  ~ScopedCleanup() {}
  void cancel() {}
  void run() {}
};
template <typename F> ScopedCleanup<F> MakeScopedCleanup(F f) {}
} // namespace kudu
namespace doris {
class ThreadContext {
public:
  void attach_task(const std::string &task);
  void detach_task();
};
ThreadContext *thread_context();
class AttachTask {
public:
  explicit AttachTask(const std::string &task);
  ~AttachTask();
};
class Runnable {
public:
  virtual ~Runnable();
  virtual void run() = 0;
};
class ThreadPool {
public:
  int submit(std::shared_ptr<Runnable> r);
  int submit_func(std::function<void()> f);
};
template <typename T> class Defer {
public:
  explicit Defer(T closure) {}
  ~Defer() {}
};
} // namespace doris
namespace impala {
template <typename T> class ThreadPool {
public:
  ThreadPool(const std::string &group, const std::string &prefix, unsigned threads, unsigned size,
             const std::function<void(int, const T &)> &work_function);
  bool Offer(const T &work);
};
class CallableThreadPool {
public:
  bool Offer(std::function<void()> work);
};
class SynchronousWorkItem {
public:
  virtual ~SynchronousWorkItem();
  virtual void Execute() = 0;
};
class SynchronousThreadPool {
public:
  bool SynchronousOffer(std::shared_ptr<SynchronousWorkItem> work);
};
} // namespace impala
