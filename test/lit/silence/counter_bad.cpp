// RUN: %expect %s
// Decision 7: a number that tasks only add to is a counter. Added to a task's own account it is not.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Meters {
public:
  explicit Meters(unsigned workers) {
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
  ~Meters() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void meter(std::function<void()> job) {
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

struct Flow {
  unsigned litres;
  unsigned *account;
};

static thread_local unsigned long total = 0;

static void meter(const Flow &flow) {
  total += flow.litres;   // MAY: tidepool-missing-remove
  *flow.account += total; // EXPECT: tidepool-stale-read
}

int main() {
  unsigned accounts[4] = {};
  {
    Meters meters(2);
    for (unsigned i = 0; i < 12; ++i) meters.meter([flow = Flow{i, &accounts[i % 4]}] { meter(flow); });
  }
  for (unsigned account : accounts) std::printf("%u\n", account);
}
