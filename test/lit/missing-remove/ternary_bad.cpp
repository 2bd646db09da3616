// RUN: %expect %s
// The slot is set by a conditional expression and cleared by another.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Rails {
public:
  explicit Rails(unsigned workers) {
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
  ~Rails() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void switchTo(std::function<void()> job) {
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

struct Train {
  int cars;
  bool freight;
};

static thread_local const Train *train_ = nullptr;

static void pass(const Train &train) {
  train_ = train.freight ? &train : nullptr; // EXPECT: tidepool-missing-remove
  if (train.freight) std::printf("%d\n", train_->cars);
  train.cars > 20 ? train_ = nullptr : nullptr;
}

int main() {
  Rails rails(2);
  for (int i = 0; i < 9; ++i) rails.switchTo([train = Train{10 * i, i % 2 == 0}] { pass(train); });
}
