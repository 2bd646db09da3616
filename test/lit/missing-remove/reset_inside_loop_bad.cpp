// RUN: %expect %s
// The reset sits in a loop's body, which may not run at all.

#include <condition_variable>
#include <cstddef>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Drains {
public:
  explicit Drains(unsigned workers) {
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
  ~Drains() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void drain(std::function<void()> job) {
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

struct Tank {
  std::vector<int> valves;
};

static thread_local const Tank *tank_ = nullptr;

static void drain(const Tank &tank) {
  tank_ = &tank; // EXPECT: tidepool-missing-remove
  for (std::size_t i = 0; i < tank.valves.size(); ++i) {
    std::printf("%d of %zu\n", tank.valves[i], tank.valves.size());
    if (i + 1 == tank.valves.size()) tank_ = nullptr;
  }
}

int main() {
  Drains drains(2);
  for (int i = 0; i < 6; ++i) drains.drain([tank = Tank{std::vector<int>(static_cast<std::size_t>(i), 1)}] { drain(tank); });
}
