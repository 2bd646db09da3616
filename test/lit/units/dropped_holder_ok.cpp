// RUN: rm -rf %t && split-file %s %t && %expect %t
// The holder is a member in a header; what writes it on the pool and what lets it die are other units.

//--- query.h
#pragma once
// The part of tidepool/thread_local.h that this case uses.
namespace tidepool {
template <class T> class ThreadLocal {
public:
  ThreadLocal() = default;
  ~ThreadLocal();
  ThreadLocal(const ThreadLocal &) = delete;
  T get() const;
  void set(T value);
  void remove();
  bool is_present() const;
};
} // namespace tidepool
class Pool;
class Query {
public:
  explicit Query(int part) : part_(part) {}
  int compare(int other);

private:
  int part_;
  static tidepool::ThreadLocal<const int *> order_;
};

//--- query.cpp
#include "query.h"

static const int defaultOrder[] = {3, 1, 2};
tidepool::ThreadLocal<const int *> Query::order_;
int Query::compare(int other) {
  if (!order_.is_present()) order_.set(defaultOrder);
  return order_.get()[part_ % 3] - order_.get()[other % 3];
}

//--- main.cpp
#include "query.h"
#include <condition_variable>
#include <cstdio>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <queue>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

class Pool {
public:
  explicit Pool(unsigned count) {
    for (unsigned i = 0; i < count; ++i) threads_.emplace_back([this] { loop(); });
  }
  ~Pool() {
    {
      std::unique_lock<std::mutex> lock(mutex_);
      done_ = true;
    }
    cv_.notify_all();
    for (std::thread &t : threads_) t.join();
  }

  template <class F> std::future<std::invoke_result_t<F>> submit(F f) {
    using Result = std::invoke_result_t<F>;
    auto task = std::make_shared<std::packaged_task<Result()>>(std::move(f));
    std::future<Result> result = task->get_future();
    {
      std::unique_lock<std::mutex> lock(mutex_);
      tasks_.emplace([task] { (*task)(); });
    }
    cv_.notify_one();
    return result;
  }

private:
  void loop() {
    while (true) {
      std::function<void()> next;
      {
        std::unique_lock<std::mutex> lock(mutex_);
        cv_.wait(lock, [this] { return done_ || !tasks_.empty(); });
        if (done_ && tasks_.empty()) return;
        next = std::move(tasks_.front());
        tasks_.pop();
      }
      next();
    }
  }

  std::mutex mutex_;
  std::condition_variable cv_;
  std::queue<std::function<void()>> tasks_;
  std::vector<std::thread> threads_;
  bool done_ = false;
};

static void run(Pool &pool, int part) {
  Query query(part);
  std::printf("%d\n", pool.submit([&query, part] { return query.compare(part + 1); }).get());
}

int main() {
  Pool pool(2);
  for (int i = 0; i < 5; ++i) run(pool, i);
}
