// RUN: %expect %s
// std::exchange writes; std::exchange with nullptr removes.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Looms {
public:
  explicit Looms(unsigned workers) {
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
  ~Looms() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void weave(std::function<void()> job) {
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

struct Pattern {
  int rows;
};

static thread_local const Pattern *pattern_ = nullptr;

static void weave(const Pattern &pattern) {
  const Pattern *outer = std::exchange(pattern_, &pattern);
  std::printf("%d\n", pattern_->rows);
  std::exchange(pattern_, outer);
}

int main() {
  Looms looms(2);
  for (int i = 0; i < 6; ++i) looms.weave([pattern = Pattern{i}] { weave(pattern); });
}
