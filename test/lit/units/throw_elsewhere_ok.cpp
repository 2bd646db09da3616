// RUN: rm -rf %t && split-file %s %t && %expect %t
// What throws is in another unit; there a handler catches it or does not.

//--- validate.h
#pragma once
void validate(int amount);

//--- validate.cpp
#include "validate.h"
#include <cstdio>
#include <stdexcept>

static void range(int amount) {
  if (amount > 1000) throw std::out_of_range("amount");
}
void validate(int amount) {
  try {
    range(amount);
  } catch (const std::out_of_range &e) {
    std::puts(e.what());
  }
}

//--- main.cpp
#include "validate.h"
#include <condition_variable>
#include <cstdio>
#include <functional>
#include <memory>
#include <mutex>
#include <queue>
#include <thread>
#include <utility>
#include <vector>

// Workers survive a job that throws: the failure is logged, the next job runs.
class Pool {
public:
  explicit Pool(unsigned workers) {
    for (unsigned i = 0; i < workers; ++i)
      workers_.push_back(std::make_unique<std::thread>(&Pool::workerMain, this));
  }
  ~Pool() {
    {
      std::lock_guard lock(mutex_);
      closed_ = true;
    }
    wake_.notify_all();
    for (auto &worker : workers_) worker->join();
  }
  void submit(std::function<void()> work) {
    std::lock_guard lock(mutex_);
    backlog_.push(std::move(work));
    wake_.notify_one();
  }

private:
  void workerMain() {
    std::unique_lock lock(mutex_);
    while (true) {
      wake_.wait(lock, [this] { return closed_ || !backlog_.empty(); });
      if (backlog_.empty()) return;
      std::function<void()> work = std::move(backlog_.front());
      backlog_.pop();
      lock.unlock();
      try {
        work();
      } catch (...) {
        std::fputs("job failed\n", stderr);
      }
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::queue<std::function<void()>> backlog_;
  std::vector<std::unique_ptr<std::thread>> workers_;
  bool closed_ = false;
};

struct Payment {
  int amount;
};

static thread_local const Payment *payment_ = nullptr;

static void pay(const Payment &payment) {
  payment_ = &payment;
  validate(payment.amount);
  std::printf("%d\n", payment_->amount);
  payment_ = nullptr;
}

int main() {
  Pool pool(2);
  for (int i = 0; i < 6; ++i) pool.submit([payment = Payment{300 * i}] { pay(payment); });
}
