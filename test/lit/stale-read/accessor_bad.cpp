// RUN: %expect %s
// Decision 2: the slot is read where the reference that the accessor returned is used.

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
class Shops {
public:
  explicit Shops(unsigned workers) {
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
  ~Shops() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void serve(std::function<void()> job) {
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

struct Basket {
  std::string customer;
  int items = 0;
};

static Basket &basket() {
  static thread_local Basket instance;
  return instance;
}

static void serve(const std::string &customer, int items) {
  if (items > 0) basket().customer = customer; // EXPECT: tidepool-missing-remove
  std::printf("%d for ", items);
  std::puts(basket().customer.c_str()); // EXPECT: tidepool-stale-read
}

int main() {
  Shops shops(2);
  for (int i = 0; i < 6; ++i) shops.serve([customer = std::to_string(i), i] { serve(customer, i % 3); });
}
