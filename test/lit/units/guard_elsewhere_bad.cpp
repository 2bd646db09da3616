// RUN: rm -rf %t && split-file %s %t && %expect %t
// The guard's destructor is compiled in another unit.

//--- scope.h
#pragma once
struct Span {
  const char *name;
  int depth;
};
class SpanScope {
public:
  explicit SpanScope(const Span *span);
  ~SpanScope();
  SpanScope(const SpanScope &) = delete;
  SpanScope &operator=(const SpanScope &) = delete;
  static const Span *active();

private:
  const Span *outer_;
};

//--- scope.cpp
#include "scope.h"

static thread_local const Span *active_ = nullptr;
SpanScope::SpanScope(const Span *span) : outer_(span) { active_ = span; } // EXPECT: tidepool-missing-remove
SpanScope::~SpanScope() { outer_ = nullptr; }
const Span *SpanScope::active() { return active_; }

//--- main.cpp
#include "scope.h"
#include <condition_variable>
#include <cstdio>
#include <functional>
#include <memory>
#include <mutex>
#include <queue>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

// Workers survive a job that throws: the failure is logged, the next job runs.
class Pool {
public:
  explicit Pool(unsigned workers) {
    for (unsigned i = 0; i < workers; ++i)
      workers_.push_back(std::make_unique<std::thread>(&Pool::workerMain, this));
  }
  ~Pool() {
    {
      std::lock_guard lock(mutex_);
      closed_ = true;
    }
    wake_.notify_all();
    for (auto &worker : workers_) worker->join();
  }
  void submit(std::function<void()> work) {
    std::lock_guard lock(mutex_);
    backlog_.push(std::move(work));
    wake_.notify_one();
  }

private:
  void workerMain() {
    std::unique_lock lock(mutex_);
    while (true) {
      wake_.wait(lock, [this] { return closed_ || !backlog_.empty(); });
      if (backlog_.empty()) return;
      std::function<void()> work = std::move(backlog_.front());
      backlog_.pop();
      lock.unlock();
      try {
        work();
      } catch (...) {
        std::fputs("job failed\n", stderr);
      }
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::queue<std::function<void()>> backlog_;
  std::vector<std::unique_ptr<std::thread>> workers_;
  bool closed_ = false;
};

static void step(int i) {
  if (i > 3) throw std::runtime_error(SpanScope::active()->name);
  std::printf("%s %d\n", SpanScope::active()->name, i);
}

int main() {
  Pool pool(2);
  for (int i = 0; i < 6; ++i) {
    pool.submit([i] {
      Span span{"step", i};
      SpanScope scope(&span);
      step(i);
    });
  }
}
