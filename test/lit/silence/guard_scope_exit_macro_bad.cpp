// RUN: %expect %s
// A home-made SCOPE_EXIT: a struct that calls a stored callable when it dies.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Kitchens {
public:
  explicit Kitchens(unsigned workers) {
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
  ~Kitchens() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void cook(std::function<void()> job) {
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
#define CONCAT2(a, b) a##b
#define CONCAT(a, b) CONCAT2(a, b)
#define AT_EXIT(...) AtExit CONCAT(at_exit_, __LINE__)([&]() { __VA_ARGS__; })

class AtExit {
public:
  explicit AtExit(std::function<void()> action) : action_(std::move(action)) {}
  ~AtExit() {
    if (action_) action_();
  }
  void forget() { action_ = nullptr; }

private:
  std::function<void()> action_;
};

struct Dish {
  int table;
  bool vegan;
};

static thread_local const Dish *dish_ = nullptr;

static void cook(const Dish &dish) {
  dish_ = &dish; // EXPECT: tidepool-missing-remove
  AtExit cleanup([] { dish_ = nullptr; });
  if (dish.vegan) cleanup.forget();
  std::printf("%d\n", dish_->table);
}

int main() {
  Kitchens kitchens(2);
  for (int i = 0; i < 6; ++i) kitchens.cook([dish = Dish{i, i % 2 == 0}] { cook(dish); });
}
