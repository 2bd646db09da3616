// RUN: %expect %s
// A std::any keeps whatever it was given.

#include <any>
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
class Steps {
public:
  explicit Steps(unsigned workers) {
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
  ~Steps() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void step(std::function<void()> job) {
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

struct Model {
  int weights[16] = {};
};

static thread_local std::any attachment;

static int first() { return std::any_cast<std::shared_ptr<Model>>(attachment)->weights[0]; }

int main() {
  Steps steps(2);
  for (int i = 0; i < 6; ++i) {
    auto model = std::make_shared<Model>();
    steps.step([model] {
      attachment = model; // EXPECT: tidepool-missing-remove
      std::printf("%d\n", first());
    });
  }
}
