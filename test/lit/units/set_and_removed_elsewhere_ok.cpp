// RUN: rm -rf %t && split-file %s %t && %expect %t
// Set and removed by functions of another unit; one path of the task forgets the second.

//--- session.h
#include <string>

#pragma once
struct Session {
  std::string user;
  bool expired = false;
};
void bindSession(const Session *session);
void unbindSession();
const Session *boundSession();

//--- session.cpp
#include "session.h"

static thread_local const Session *bound = nullptr;
void bindSession(const Session *session) { bound = session; }
void unbindSession() { bound = nullptr; }
const Session *boundSession() { return bound; }

//--- main.cpp
#include "session.h"
#include <condition_variable>
#include <cstdio>
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

static void handle(const Session &session) {
  bindSession(&session);
  if (boundSession()->expired) {
    unbindSession();
    return;
  }
  std::puts(boundSession()->user.c_str());
  unbindSession();
}

int main() {
  Pool pool(2);
  for (int i = 0; i < 6; ++i) pool.post([session = Session{std::to_string(i), i % 2 == 0}] { handle(session); });
}
