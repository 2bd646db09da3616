// RUN: rm -rf %t && split-file %s %t && %expect %t
// Set where the request comes in, read on the pool three units further.

//--- trace.h
#include <string>

#pragma once
void setTrace(const std::string &id);
std::string traceHeader();
std::string fetch(const std::string &url, const std::string &trace);

//--- trace.cpp
#include "trace.h"

static thread_local std::string trace;
void setTrace(const std::string &id) { trace = id; }
std::string traceHeader() { return "X-Trace: " + trace; }

//--- fetch.cpp
#include "trace.h"

std::string fetch(const std::string &url, const std::string &header) {
  return "GET " + url + " " + header;
}

//--- main.cpp
#include "trace.h"
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

int main(int argc, char **argv) {
  Pool pool(2);
  for (int i = 0; i < argc; ++i) {
    setTrace(argv[i]);
    auto answer = pool.submit([url = std::string(argv[i]), header = traceHeader()] { return fetch(url, header); });
    std::puts(answer.get().c_str());
  }
}
