// RUN: %expect %s
// A value computed from the holder's own content is nobody's data; one computed from the task is.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class TickerPool {
public:
  explicit TickerPool(unsigned workers) {
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
  ~TickerPool() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void defer(std::function<void()> job) {
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

struct Order {
  long id;
  bool urgent;
};

static thread_local unsigned long sequence = 1;

static void number(const Order &order) {
  if (order.urgent) sequence = static_cast<unsigned long>(order.id); // EXPECT: tidepool-missing-remove
  std::printf("%ld -> %lu\n", order.id, sequence);                   // EXPECT: tidepool-stale-read
}

int main() {
  TickerPool pool(2);
  for (long i = 0; i < 30; ++i) pool.defer([order = Order{i, i % 4 == 0}] { number(order); });
}
