// RUN: %expect %s
// A task submits another one: the inner task is a task of its own.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Stages {
public:
  explicit Stages(unsigned workers) {
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
  ~Stages() {
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

struct Item {
  int id;
};

static thread_local const Item *item_ = nullptr;

static void polish() { std::printf("polish %d\n", item_->id); }

static void first(Stages &stages, const Item &item) {
  item_ = &item;
  polish();
  item_ = nullptr;
  stages.add([item] {
    item_ = &item; // EXPECT: tidepool-missing-remove
    polish();
  });
}

int main() {
  Stages stages(2);
  for (int i = 0; i < 6; ++i) stages.add([&stages, item = Item{i}] { first(stages, item); });
}
