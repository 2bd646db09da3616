// RUN: %expect %s
// The tasks that run meanwhile set the same holder; or have nothing to do with it.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Pool {
public:
  explicit Pool(unsigned n) {
    for (unsigned i = 0; i < n; ++i) threads_.emplace_back([this] { work(); });
  }
  ~Pool() {
    { std::lock_guard lock(mutex_); stop_ = true; }
    wake_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void post(std::function<void()> work) {
    { std::lock_guard lock(mutex_); queue_.push_back(std::move(work)); }
    wake_.notify_one();
  }
  // A task that waits for others calls this meanwhile.
  bool runOne() {
    std::function<void()> next;
    {
      std::lock_guard lock(mutex_);
      if (queue_.empty()) return false;
      next = std::move(queue_.front());
      queue_.pop_front();
    }
    next();
    return true;
  }

private:
  void work() {
    for (;;) {
      std::function<void()> next;
      {
        std::unique_lock lock(mutex_);
        wake_.wait(lock, [this] { return stop_ || !queue_.empty(); });
        if (queue_.empty()) return;
        next = std::move(queue_.front());
        queue_.pop_front();
      }
      next();
    }
  }
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> queue_;
  std::vector<std::thread> threads_;
  bool stop_ = false;
};

static thread_local int calls = 0;
static thread_local const std::string *user = nullptr;

static void serve(Pool &pool, const std::string &name, const bool &done) {
  user = &name;
  while (!done)
    pool.runOne();
  std::printf("%s\n", user->c_str());
  user = nullptr;
}

int main() {
  Pool pool(2);
  std::string name = "a", other = "b";
  bool done = false;
  pool.post([&] { serve(pool, name, done); });
  pool.post([&] {
    ++calls;
    std::printf("%s\n", other.c_str());
    done = true;
  });
}
