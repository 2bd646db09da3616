// RUN: rm -rf %t && split-file %s %t && %expect %t
// The pool's class is compiled in a unit of its own; the tasks see only its header.

//--- pool.h
#include <functional>
#include <memory>

#pragma once
class Pool {
public:
  explicit Pool(int threads);
  ~Pool();
  void post(std::function<void()> task);

private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

//--- pool.cpp
#include "pool.h"
#include <condition_variable>
#include <mutex>
#include <queue>
#include <thread>
#include <vector>

struct Pool::Impl {
  std::mutex mutex;
  std::condition_variable wake;
  std::queue<std::function<void()>> tasks;
  std::vector<std::thread> threads;
  bool stop = false;

  void work() {
    for (;;) {
      std::unique_lock lock(mutex);
      wake.wait(lock, [this] { return stop || !tasks.empty(); });
      if (tasks.empty()) return;
      auto task = std::move(tasks.front());
      tasks.pop();
      lock.unlock();
      task();
    }
  }
};

Pool::Pool(int threads) : impl_(std::make_unique<Impl>()) {
  for (int i = 0; i < threads; ++i) impl_->threads.emplace_back([this] { impl_->work(); });
}
Pool::~Pool() {
  {
    std::lock_guard lock(impl_->mutex);
    impl_->stop = true;
  }
  impl_->wake.notify_all();
  for (auto &thread : impl_->threads) thread.join();
}
void Pool::post(std::function<void()> task) {
  std::lock_guard lock(impl_->mutex);
  impl_->tasks.push(std::move(task));
  impl_->wake.notify_one();
}

//--- main.cpp
#include "pool.h"
#include <cstdio>

struct Frame {
  int number;
};

static thread_local const Frame *frame_ = nullptr;

int main() {
  Pool pool(2);
  for (int i = 0; i < 6; ++i) {
    pool.post([frame = Frame{i}] {
      frame_ = &frame;
      std::printf("%d\n", frame_->number);
      frame_ = nullptr;
    });
  }
}
