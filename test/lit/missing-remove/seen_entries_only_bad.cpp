// RUN: %expect %s
// The same deviance where every caller is seen and none is a pool stays silent.

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
class Plans {
public:
  explicit Plans(unsigned workers) {
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
  ~Plans() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void draft(std::function<void()> job) {
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

struct Plan {
  std::string title;
};

static thread_local const Plan *plan_ = nullptr;

static bool draw(const Plan &plan) {
  plan_ = &plan; // EXPECT: tidepool-missing-remove
  if (plan.title.empty()) return false;
  std::printf("%s\n", plan_->title.c_str());
  plan_ = nullptr;
  return true;
}

int main() {
  Plans plans(2);
  Plan plan{"attic"};
  plans.draft([plan] { std::printf("%d\n", draw(plan)); });
}
