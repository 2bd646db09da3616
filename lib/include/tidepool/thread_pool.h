//===- thread_pool.h - A pool whose workers keep their maps ---------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef TIDEPOOL_THREAD_POOL_H
#define TIDEPOOL_THREAD_POOL_H

#include "tidepool/leak_report.h"
#include "tidepool/transmittable.h"
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <tuple>
#include <type_traits>

namespace tidepool {

/// What a worker does with its holders when a task has ended.
enum class AfterTask {
  keep,    ///< nothing: what the task left is what the next one finds, as on Java's pools
  remove,  ///< takes all of the thread's entries away: the worker is as new
  restore, ///< undoes what the task did (TaskScope)
  report,  ///< keeps, and reports what the task left
};

namespace detail {

class PoolTask {
public:
  virtual ~PoolTask() = default;
  virtual void run() noexcept = 0;
  std::uint64_t Submission = 0; ///< for traces
};

template <class F> class PoolTaskOf final : public PoolTask {
public:
  explicit PoolTaskOf(F Task) : Function(std::move(Task)) {}
  void run() noexcept override { Function(); }

private:
  F Function;
};

struct PoolState;

/// A task's time on a worker: begin, context, policy, end.
class TIDEPOOL_API PoolTaskScope {
public:
  PoolTaskScope(PoolState &Pool, const Captured &Context);
  ~PoolTaskScope();
  PoolTaskScope(const PoolTaskScope &) = delete;
  PoolTaskScope &operator=(const PoolTaskScope &) = delete;

private:
  struct Parts;
  std::unique_ptr<Parts> P;
};

} // namespace detail

/// A fixed number of threads that run tasks in the order of submission, as java.util.concurrent's
/// newFixedThreadPool does: a worker is started by each submission until all are there, so it inherits from that
/// submitter and from nobody later; then workers run one task after another and keep their maps in between.
/// Transmittable holders go with every task.
///
/// The future is ready when the task's policy has been applied. An exception of a task is in its future; the
/// worker lives on. Thread-safe.
class TIDEPOOL_API ThreadPool {
public:
  /// Called on the worker, with what the task that has just ended left there.
  using Reporter = std::function<void(const LeakReport &)>;

  /// Throws std::invalid_argument for 0 threads. Without a reporter, reports go to standard error.
  explicit ThreadPool(unsigned Threads, AfterTask Policy = AfterTask::keep, Reporter Report = {},
                      std::string Name = "pool");
  /// Runs what has been submitted, and joins the workers.
  ~ThreadPool();
  ThreadPool(const ThreadPool &) = delete;
  ThreadPool &operator=(const ThreadPool &) = delete;

  unsigned size() const noexcept;

  /// Hands a task over. Linear in this thread's inheritable map (capture). Throws std::runtime_error after `shutdown`, what copying the context throws,
  /// std::bad_alloc, and std::system_error if no first worker can be started; the task is not run then.
  template <class F, class... Args>
  std::future<std::invoke_result_t<std::decay_t<F>, std::decay_t<Args>...>> submit(F &&Function,
                                                                                   Args &&...Arguments) {
    using Result = std::invoke_result_t<std::decay_t<F>, std::decay_t<Args>...>;
    std::packaged_task<Result()> Task(
        [State = State.get(), Context = capture(), Function = std::decay_t<F>(std::forward<F>(Function)),
         Arguments = std::tuple<std::decay_t<Args>...>(std::forward<Args>(Arguments)...)]() mutable -> Result {
          detail::PoolTaskScope Scope(*State, Context);
          return std::apply(std::move(Function), std::move(Arguments));
        });
    std::future<Result> Future = Task.get_future();
    enqueue(std::make_unique<detail::PoolTaskOf<std::packaged_task<Result()>>>(std::move(Task)));
    return Future;
  }

  /// No more tasks are taken; runs what has been submitted, and joins the workers. May be called again.
  void shutdown();

private:
  void enqueue(std::unique_ptr<detail::PoolTask> Task);
  std::unique_ptr<detail::PoolState> State;
};

} // namespace tidepool

#endif // TIDEPOOL_THREAD_POOL_H
