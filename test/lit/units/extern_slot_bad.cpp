// RUN: rm -rf %t && split-file %s %t && %expect %t
// The variable is defined in one unit, written in the second, read in the third.

//--- context.h
#include <string>

#pragma once
extern thread_local std::string requestId;
void log(const char *what);
void process(const std::string &id, int size);

//--- context.cpp
#include "context.h"

thread_local std::string requestId;

//--- log.cpp
#include "context.h"
#include <cstdio>

void log(const char *what) {
  std::printf("[%s] %s\n", requestId.c_str(), what); // EXPECT: tidepool-stale-read
}

//--- process.cpp
#include "context.h"

void process(const std::string &id, int size) {
  if (size > 100) requestId = id; // EXPECT: tidepool-missing-remove
  log(size > 100 ? "large" : "small");
}

//--- main.cpp
#include "context.h"
#include <condition_variable>
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

int main() {
  Pool pool(2);
  for (int i = 0; i < 6; ++i) pool.submit([id = std::to_string(i), i] { process(id, i * 50); });
}
