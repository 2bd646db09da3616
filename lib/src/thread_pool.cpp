//===- thread_pool.cpp - A pool whose workers keep their maps -------------===//
//
// Part of Tidepool, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "tidepool/thread_pool.h"
#include "leak_entries.h"
#include "task_run.h"
#include "tidepool/task_scope.h"
#include "tidepool/thread.h"
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <vector>

namespace tidepool {
namespace detail {

struct PoolState {
  unsigned Size;
  AfterTask Policy;
  ThreadPool::Reporter Report;
  std::string Name;

  std::mutex Lock;
  std::condition_variable Ready;
  std::deque<std::unique_ptr<PoolTask>> Queue;
  std::vector<std::thread> Workers;
  bool Closed = false;

  /// Runs tasks until the pool is closed and the queue empty.
  void work();
};

void PoolState::work() {
  for (;;) {
    std::unique_ptr<PoolTask> Task;
    {
      std::unique_lock<std::mutex> Locked(Lock);
      Ready.wait(Locked, [&] { return Closed || !Queue.empty(); });
      if (Queue.empty())
        return;
      Task = std::move(Queue.front());
      Queue.pop_front();
    }
    ThreadState::current().Submission = Task->Submission;
    Task->run();
  }
}

struct PoolTaskScope::Parts {
  Parts(PoolState &Pool, const Captured &Context) : Pool(Pool), S(ThreadState::current()) {
    beginTask(S);
    try {
      if (Pool.Policy == AfterTask::report && !S.Tracked) {
        S.Tracked = true;
        S.republish();
      }
      Replay.emplace(Context);
      if (Pool.Policy == AfterTask::restore)
        Undo.emplace();
    } catch (...) {
      endTask(S);
      throw;
    }
  }
  ~Parts() {
    Undo.reset();
    Replay.reset();
    if (Pool.Policy == AfterTask::remove) {
      S.clear();
      noteCleared(S);
    }
    const std::uint32_t Task = S.Task;
    endTask(S, std::uncaught_exceptions() > Exceptions);
    if (Pool.Policy == AfterTask::report)
      report(Task);
  }
  void report(std::uint32_t Task);

  PoolState &Pool;
  ThreadState &S;
  int Exceptions = std::uncaught_exceptions();
  std::optional<Replayed> Replay;
  std::optional<TaskScope> Undo;
};

void PoolTaskScope::Parts::report(std::uint32_t) {
  LeakReport All, Left;
  appendLeaks(All.Entries, S, S);
  for (LeakEntry &E : All.Entries)
    if (E.TasksAgo == 1)
      Left.Entries.push_back(std::move(E));
  if (Left.Entries.empty())
    return;
  if (Pool.Report)
    Pool.Report(Left);
  else
    std::fputs(("tidepool: " + Left.text()).c_str(), stderr);
}

PoolTaskScope::PoolTaskScope(PoolState &Pool, const Captured &Context)
    : P(std::make_unique<Parts>(Pool, Context)) {}
PoolTaskScope::~PoolTaskScope() = default;

} // namespace detail

ThreadPool::ThreadPool(unsigned Threads, AfterTask Policy, Reporter Report, std::string Name)
    : State(std::make_unique<detail::PoolState>()) {
  if (Threads == 0)
    throw std::invalid_argument("a ThreadPool needs at least one thread");
  State->Size = Threads;
  State->Policy = Policy;
  State->Report = std::move(Report);
  State->Name = std::move(Name);
  State->Workers.reserve(Threads);
}

ThreadPool::~ThreadPool() { shutdown(); }

unsigned ThreadPool::size() const noexcept { return State->Size; }

void ThreadPool::enqueue(std::unique_ptr<detail::PoolTask> Task) {
  detail::PoolState &P = *State;
  std::unique_lock<std::mutex> Locked(P.Lock);
  if (P.Closed)
    throw std::runtime_error("the ThreadPool has been shut down");
  Task->Submission = detail::noteSubmission();
  const std::size_t Number = P.Workers.size() + 1;
  if (Number > P.Size) {
    P.Queue.push_back(std::move(Task));
    P.Ready.notify_one();
    return;
  }
  Locked.unlock(); // child_value is the user's code
  detail::Inheritance Inherited(P.Name + "-" + std::to_string(Number));
  Locked.lock();
  if (P.Closed)
    throw std::runtime_error("the ThreadPool has been shut down");
  P.Queue.push_back(std::move(Task));
  if (P.Workers.size() < P.Size) {
    try {
      P.Workers.emplace_back(
          [&P](detail::Inheritance I) {
            I.adopt();
            P.work();
          },
          std::move(Inherited));
    } catch (...) {
      // Those that run will do it.
      if (P.Workers.empty()) {
        P.Queue.pop_back();
        throw;
      }
    }
  }
  P.Ready.notify_one();
}

void ThreadPool::shutdown() {
  detail::PoolState &P = *State;
  std::vector<std::thread> Workers;
  {
    std::lock_guard<std::mutex> Locked(P.Lock);
    P.Closed = true;
    Workers.swap(P.Workers);
  }
  P.Ready.notify_all();
  for (std::thread &W : Workers)
    W.join();
}

} // namespace tidepool
