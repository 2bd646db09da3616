// RUN: %expect %s
// new without delete: the guard's destructor never runs.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Docks {
public:
  explicit Docks(unsigned workers) {
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
  ~Docks() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void unload(std::function<void()> job) {
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

struct Ship {
  int containers;
};

static thread_local const Ship *ship_ = nullptr;

struct Mooring {
  explicit Mooring(const Ship *ship) { ship_ = ship; } // EXPECT: tidepool-missing-remove
  ~Mooring() { ship_ = nullptr; }
};

static void unload(const Ship &ship) {
  auto *mooring = new Mooring(&ship);
  std::printf("%d\n", ship_->containers);
  (void)mooring;
}

int main() {
  Docks docks(2);
  for (int i = 0; i < 6; ++i) docks.unload([ship = Ship{i}] { unload(ship); });
}
