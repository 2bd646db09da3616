// RUN: rm -rf %t && split-file %s %t && %expect %t
// The slot is reached through an accessor of another unit, which returns a reference.

//--- state.h
#include <memory>
#include <string>

#pragma once
struct State {
  std::shared_ptr<const std::string> user;
};
State &state();

//--- state.cpp
#include "state.h"

State &state() {
  static thread_local State instance;
  return instance;
}

//--- main.cpp
#include "state.h"
#include <condition_variable>
#include <cstdio>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

struct Job {
  virtual ~Job() = default;
  virtual void run() = 0;
};

class Pool {
public:
  explicit Pool(int n) {
    for (int i = 0; i < n; ++i) threads_.push_back(std::thread(std::bind(&Pool::serve, this, i)));
  }
  ~Pool() {
    mutex_.lock();
    quit_ = true;
    mutex_.unlock();
    cond_.notify_all();
    for (auto &t : threads_) t.join();
  }
  void add(std::unique_ptr<Job> job) {
    std::lock_guard<std::mutex> guard(mutex_);
    pending_.push_back(std::move(job));
    cond_.notify_one();
  }

private:
  void serve(int) {
    while (auto job = next()) job->run();
  }
  std::unique_ptr<Job> next() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (pending_.empty() && !quit_) cond_.wait(lock);
    if (pending_.empty()) return nullptr;
    std::unique_ptr<Job> job = std::move(pending_.front());
    pending_.pop_front();
    return job;
  }

  std::mutex mutex_;
  std::condition_variable cond_;
  std::list<std::unique_ptr<Job>> pending_;
  std::vector<std::thread> threads_;
  bool quit_ = false;
};

class Greet : public Job {
public:
  explicit Greet(std::string name) : name_(std::make_shared<const std::string>(std::move(name))) {}
  void run() override {
    state().user = name_; // EXPECT: tidepool-missing-remove
    std::puts(state().user->c_str());
  }

private:
  std::shared_ptr<const std::string> name_;
};

int main() {
  Pool pool(2);
  for (int i = 0; i < 5; ++i) pool.add(std::make_unique<Greet>(std::to_string(i)));
}
