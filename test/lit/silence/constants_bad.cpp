// RUN: %expect %s
// A constant is nobody's data: a flag that stays up says nothing about a task.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Bakery {
public:
  explicit Bakery(unsigned workers) {
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
  ~Bakery() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void bake(std::function<void()> job) {
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

struct Loaf {
  int grams;
};

static thread_local bool warmedUp = false;
static thread_local int lastOven = 0;

static void heat() {
  if (warmedUp) return;
  std::puts("heating");
  warmedUp = true;
}

static void bake(const Loaf &loaf) {
  heat();
  if (loaf.grams > 500) lastOven = loaf.grams; // EXPECT: tidepool-missing-remove
  std::printf("%d %d\n", lastOven, loaf.grams); // EXPECT: tidepool-stale-read
}

int main() {
  Bakery bakery(2);
  for (int i = 0; i < 4; ++i) bakery.bake([loaf = Loaf{i * 250}] { bake(loaf); });
}
