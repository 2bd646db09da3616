// RUN: rm -rf %t && split-file %s %t && %expect %t
// The task is an override in another unit, made by a factory that returns the base class.

//--- job.h
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#pragma once
struct Job {
  virtual ~Job() = default;
  virtual void run() = 0;
};
std::unique_ptr<Job> makeCopy(std::string from);

class Agent {
public:
  Agent() : thread_([this] { loop(); }) {}
  ~Agent() {
    add(nullptr);
    thread_.join();
  }
  void add(std::unique_ptr<Job> job) {
    std::lock_guard lock(mutex_);
    jobs_.push_back(std::move(job));
    wake_.notify_one();
  }

private:
  void loop() {
    for (;;) {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return !jobs_.empty(); });
      auto job = std::move(jobs_.front());
      jobs_.pop_front();
      lock.unlock();
      if (!job) return;
      job->run();
    }
  }
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::unique_ptr<Job>> jobs_;
  std::thread thread_;
};

//--- copy.cpp
#include "job.h"
#include <cstdio>

namespace {
thread_local const std::string *source = nullptr;
void read() { std::printf("reading %s\n", source->c_str()); }

class Copy final : public Job {
public:
  explicit Copy(std::string from) : from_(std::move(from)) {}
  void run() override {
    source = &from_;
    read();
    source = nullptr;
  }

private:
  std::string from_;
};
} // namespace
std::unique_ptr<Job> makeCopy(std::string from) { return std::make_unique<Copy>(std::move(from)); }

//--- main.cpp
#include "job.h"

int main() {
  Agent agent;
  for (int i = 0; i < 5; ++i) agent.add(makeCopy(std::to_string(i)));
}
