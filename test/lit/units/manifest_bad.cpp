// RUN: rm -rf %t && split-file %s %t && %expect %t
// A function that leaves its request behind is latent until a unit with a submission is linked in.

//--- handler.h
#include <string>

#pragma once
struct Request {
  std::string path;
};
int handle(const Request &request);

//--- handler.cpp
#include "handler.h"
#include <cstdio>

static thread_local const Request *handling = nullptr;
static int route() { return static_cast<int>(handling->path.size()); }
int handle(const Request &request) {
  handling = &request; // EXPECT: tidepool-missing-remove
  int status = 200 + route();
  std::printf("%d\n", status);
  return status;
}

//--- main.cpp
#include "handler.h"
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Pool {
public:
  explicit Pool(unsigned workers) {
    for (unsigned i = 0; i < workers; ++i) {
      threads_.emplace_back([this] {
        for (;;) {
          std::function<void()> job;
          {
            std::unique_lock<std::mutex> lock(mutex_);
            ready_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
            if (jobs_.empty()) return;
            job = std::move(jobs_.front());
            jobs_.pop_front();
          }
          job();
        }
      });
    }
  }
  ~Pool() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void post(std::function<void()> job) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      jobs_.push_back(std::move(job));
    }
    ready_.notify_one();
  }

private:
  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::function<void()>> jobs_;
  std::vector<std::thread> threads_;
  bool stopping_ = false;
};

int main() {
  Request request{"/index"};
  Pool pool(2);
  pool.post([request] { handle(request); });
}
