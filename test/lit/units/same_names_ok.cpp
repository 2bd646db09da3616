// RUN: rm -rf %t && split-file %s %t && %expect %t
// Two units have a static slot of the same name and a static function of the same name: they do not meet.

//--- jobs.h
#include <string>

#pragma once
struct Import {
  std::string file;
};
struct Export {
  std::string file;
};
void runImport(const Import &job);
void runExport(const Export &job);

//--- import.cpp
#include "jobs.h"
#include <cstdio>

static thread_local const Import *current = nullptr;
static void leave() { current = nullptr; }
void runImport(const Import &job) {
  current = &job;
  std::printf("in %s\n", current->file.c_str());
  leave();
}

//--- export.cpp
#include "jobs.h"
#include <cstdio>

static thread_local const Export *current = nullptr;
static void leave() { current = nullptr; }
void runExport(const Export &job) {
  current = &job;
  std::printf("out %s\n", current->file.c_str());
  leave();
}

//--- main.cpp
#include "jobs.h"
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
  Pool pool(2);
  for (int i = 0; i < 6; ++i) {
    pool.post([job = Import{std::to_string(i)}] { runImport(job); });
    pool.post([job = Export{std::to_string(i)}] { runExport(job); });
  }
}
