// RUN: rm -rf %t && split-file %s %t && %expect %t
// A pool that exists only as a template in a header, instantiated in two units with different tasks.

//--- pool.h
#include <condition_variable>
#include <list>
#include <mutex>
#include <thread>
#include <utility>

#pragma once
template <class Task> class Pool {
public:
  Pool() : thread_([this] { loop(); }) {}
  ~Pool() {
    {
      std::lock_guard lock(mutex_);
      stop_ = true;
    }
    wake_.notify_one();
    thread_.join();
  }
  void add(Task task) {
    std::lock_guard lock(mutex_);
    tasks_.push_back(std::move(task));
    wake_.notify_one();
  }

private:
  void loop() {
    for (;;) {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stop_ || !tasks_.empty(); });
      if (tasks_.empty()) return;
      Task task = std::move(tasks_.front());
      tasks_.pop_front();
      lock.unlock();
      task();
    }
  }
  std::mutex mutex_;
  std::condition_variable wake_;
  std::list<Task> tasks_;
  bool stop_ = false;
  std::thread thread_;
};
void runPlain();

//--- plain.cpp
#include "pool.h"
#include <cstdio>

static thread_local const int *size_ = nullptr;
struct Measure {
  int size;
  void operator()() const {
    size_ = &size;
    std::printf("%d\n", *size_);
    size_ = nullptr;
  }
};
void runPlain() {
  Pool<Measure> pool;
  for (int i = 0; i < 3; ++i) pool.add(Measure{i});
}

//--- main.cpp
#include "pool.h"
#include <cstdio>
#include <functional>
#include <string>

static thread_local const std::string *text_ = nullptr;
int main() {
  runPlain();
  Pool<std::function<void()>> pool;
  pool.add([text = std::string("text")] {
    text_ = &text;
    std::puts(text_->c_str());
    text_ = nullptr;
  });
}
