// RUN: %expect %s
// absl::Cleanup, reduced to what is used here. After Cancel() nothing runs.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Rollups {
public:
  explicit Rollups(unsigned workers) {
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
  ~Rollups() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void add(std::function<void()> job) {
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

namespace absl {
template <typename Callback> class Cleanup {
public:
  Cleanup(Callback callback) : callback_(std::move(callback)) {} // NOLINT
  Cleanup(Cleanup &&other) : callback_(std::move(other.callback_)), engaged_(std::exchange(other.engaged_, false)) {}
  void Cancel() && { engaged_ = false; }
  ~Cleanup() {
    if (engaged_) callback_();
  }

private:
  Callback callback_;
  bool engaged_ = true;
};
} // namespace absl

struct Rollup {
  int table;
  bool keep;
};

static thread_local const Rollup *active = nullptr;

static int scan() { return active->table * 10; }

static void roll(const Rollup &rollup) {
  active = &rollup;
  absl::Cleanup cleanup = [] { active = nullptr; };
  std::printf("%d\n", scan());
}

int main() {
  Rollups rollups(2);
  for (int i = 0; i < 9; ++i) rollups.add([rollup = Rollup{i, i % 2 == 0}] { roll(rollup); });
}
