// RUN: %expect %s
// MODELS: std::condition_variable::wait
// The wait's predicate itself takes the task out of the queue.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <mutex>
#include <queue>
#include <thread>

static thread_local const int *number_ = nullptr;

class Pool {
public:
  Pool() : thread_([this] { loop(); }) {}
  ~Pool() {
    push(nullptr);
    thread_.join();
  }
  void push(std::function<void()> f) {
    {
      std::lock_guard lock(mutex_);
      queue_.push(std::move(f));
    }
    cv_.notify_one();
  }

private:
  void loop() {
    for (;;) {
      std::function<void()> f;
      std::unique_lock lock(mutex_);
      cv_.wait(lock, [this, &f] {
        if (queue_.empty()) return false;
        f = std::move(queue_.front());
        queue_.pop();
        return true;
      });
      lock.unlock();
      if (!f) return;
      f();
    }
  }

  std::mutex mutex_;
  std::condition_variable cv_;
  std::queue<std::function<void()>> queue_;
  std::thread thread_;
};

int main() {
  Pool pool;
  for (int i = 0; i < 4; ++i) {
    pool.push([i] {
      number_ = &i; // EXPECT: tidepool-missing-remove
      std::printf("%d\n", *number_);
    });
  }
}
