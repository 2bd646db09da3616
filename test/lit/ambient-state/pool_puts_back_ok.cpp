// RUN: %expect --confidence=audit %s
// The worker puts rounding back after every job, whatever the job did.

#include <cfenv>
#include <cmath>
#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <pthread.h>
#include <thread>
#include <vector>

class Workers {
public:
  explicit Workers(int count) {
    for (int i = 0; i < count; ++i)
      threads_.emplace_back([this] { work(); });
  }
  ~Workers() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (std::thread &thread : threads_)
      thread.join();
  }
  void post(std::function<void()> job) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      jobs_.push_back(std::move(job));
    }
    ready_.notify_one();
  }

private:
  void work() {
    for (;;) {
      std::function<void()> job;
      {
        std::unique_lock<std::mutex> lock(mutex_);
        ready_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
        if (jobs_.empty())
          return;
        job = std::move(jobs_.front());
        jobs_.pop_front();
      }
      job();
      std::fesetround(FE_TONEAREST);
    }
  }

  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::function<void()>> jobs_;
  std::vector<std::thread> threads_;
  bool stopping_ = false;
};

static void price(int item) {
  if (item > 10)
    std::fesetround(FE_UPWARD);
  std::printf("%f\n", std::nearbyint(item * 1.07));
}

void run(int items) {
  Workers workers(4);
  for (int i = 0; i < items; ++i)
    workers.post([i] { price(i); });
}
