// RUN: %expect %s
// MODELS: std::packaged_task
// A queue of packaged_task<void()>.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <future>
#include <mutex>
#include <thread>
#include <utility>

struct Order {
  int id;
};

static thread_local const Order *order_ = nullptr;

class Waiter {
public:
  Waiter() : thread_(&Waiter::serve, this) {}
  ~Waiter() {
    take(std::packaged_task<void()>());
    thread_.join();
  }
  std::future<void> take(std::packaged_task<void()> task) {
    std::future<void> result;
    if (task.valid()) result = task.get_future();
    std::lock_guard<std::mutex> lock(mutex_);
    tasks_.push_back(std::move(task));
    bell_.notify_one();
    return result;
  }

private:
  void serve() {
    while (true) {
      std::packaged_task<void()> task;
      {
        std::unique_lock<std::mutex> lock(mutex_);
        bell_.wait(lock, [this] { return !tasks_.empty(); });
        task = std::move(tasks_.front());
        tasks_.pop_front();
      }
      if (!task.valid()) return;
      task();
    }
  }

  std::mutex mutex_;
  std::condition_variable bell_;
  std::deque<std::packaged_task<void()>> tasks_;
  std::thread thread_;
};

int main() {
  Waiter waiter;
  for (int i = 0; i < 4; ++i) {
    waiter.take(std::packaged_task<void()>([order = Order{i}] {
      order_ = &order; // EXPECT: tidepool-missing-remove
      std::printf("%d\n", order_->id);
    }));
  }
}
