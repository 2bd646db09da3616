// Apache Arrow, as of 2026: arrow/util/thread_pool.h, arrow/util/parallel.h, arrow/util/functional.h.
#pragma once
#include <utility>
namespace arrow {
struct Status {};
struct StopToken {};
namespace internal {
struct TaskHints {};
template <typename Signature> class FnOnce;
template <typename R, typename... A> class FnOnce<R(A...)> {
public:
  template <typename Fn> FnOnce(Fn fn) {}
  R operator()(A &&...a) &&;
};
class Executor {
public:
  virtual ~Executor();
  template <typename Function> Status Spawn(Function &&func) {}
  template <typename Function> Status Spawn(TaskHints hints, Function &&func) {}
  template <typename Function, typename... Args> int Submit(Function &&func, Args &&...args) {}
};
template <class FUNCTION> Status ParallelFor(int num_tasks, FUNCTION &&func, Executor *executor = nullptr) {}
} // namespace internal
} // namespace arrow
