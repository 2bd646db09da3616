// RUN: %expect %s
// Set in front of the submission and removed in the task; or both in the task.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <memory>
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

static thread_local std::string tenant;

static void work(int n) { std::printf("%d\n", n); }

static void submit(Pool &pool, const std::string &name, int n) {
  pool.post([name, n] {
    tenant = name;
    work(n);
    tenant.clear();
  });
}

int main(int, char **argv) {
  Pool pool(2);
  for (int i = 0; i < 4; ++i)
    submit(pool, argv[0], i);
}
