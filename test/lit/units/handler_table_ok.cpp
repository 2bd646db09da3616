// RUN: rm -rf %t && split-file %s %t && %expect %t
// A table of function pointers in one unit, filled with functions of another, called by the task in a third.

//--- commands.h
#pragma once
struct Command {
  int code;
  int client;
};
using Handler = void (*)(const Command &);
void get(const Command &);
void put(const Command &);
Handler lookup(int code);

//--- table.cpp
#include "commands.h"

static const Handler handlers[] = {get, put};
Handler lookup(int code) { return handlers[code % 2]; }

//--- commands.cpp
#include "commands.h"
#include <cstdio>

static thread_local const Command *command_ = nullptr;
static void trace(const char *name) { std::printf("%s %d\n", name, command_->client); }
void get(const Command &command) {
  command_ = &command;
  trace("get");
  command_ = nullptr;
}
void put(const Command &command) {
  command_ = &command;
  trace("put");
  command_ = nullptr;
}

//--- main.cpp
#include "commands.h"
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
  for (int i = 0; i < 5; ++i) pool.post([command = Command{i, i}] { lookup(command.code)(command); });
}
