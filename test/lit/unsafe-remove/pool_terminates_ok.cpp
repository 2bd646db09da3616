// RUN: %expect %s
// The worker loop catches nothing: an exception is the end of the process. In the twin the submission wraps the job
// in a packaged_task.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Mills {
public:
  explicit Mills(unsigned workers) {
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
  ~Mills() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void grind(std::function<void()> job) {
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

struct Grain {
  int kilos;
};

static thread_local const Grain *grain_ = nullptr;

static void sieve() {
  if (grain_->kilos < 1) throw std::underflow_error("empty");
}

static void grind(const Grain &grain) {
  grain_ = &grain;
  sieve();
  std::printf("%d\n", grain_->kilos);
  grain_ = nullptr;
}

int main() {
  Mills mills(2);
  for (int i = 0; i < 6; ++i) mills.grind([grain = Grain{i}] { grind(grain); });
}
