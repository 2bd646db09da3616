// RUN: %expect %s
// exchange(slot, nullptr) takes the value out.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Ovens {
public:
  explicit Ovens(unsigned workers) {
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
  ~Ovens() {
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

struct Cake {
  int layers;
};

static thread_local std::unique_ptr<Cake> cake_;

static void bake(int layers) {
  cake_ = std::make_unique<Cake>(Cake{layers}); // EXPECT: tidepool-missing-remove
  std::printf("%d\n", cake_->layers);
  Cake *done = cake_.get();
  std::printf("%d layers\n", done->layers);
}

int main() {
  Ovens ovens(2);
  for (int i = 0; i < 6; ++i) ovens.bake([i] { bake(i); });
}
