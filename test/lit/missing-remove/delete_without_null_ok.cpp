// RUN: %expect %s
// Deleting what the slot points to does not empty the slot.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Kiosk {
public:
  explicit Kiosk(unsigned workers) {
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
  ~Kiosk() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void sell(std::function<void()> job) {
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

struct Receipt {
  std::string item;
};

static thread_local Receipt *receipt = nullptr;

static void sell(const std::string &item) {
  receipt = new Receipt{item};
  std::printf("%s\n", receipt->item.c_str());
  delete receipt;
  receipt = nullptr;
}

int main() {
  Kiosk kiosk(2);
  for (int i = 0; i < 6; ++i) kiosk.sell([item = std::to_string(i)] { sell(item); });
}
