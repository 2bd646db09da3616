// RUN: %expect %s
// A local reference bound to the slot: the write through it is a write to the holder.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <queue>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

class Pool {
public:
  explicit Pool(unsigned count) {
    for (unsigned i = 0; i < count; ++i) threads_.emplace_back([this] { loop(); });
  }
  ~Pool() {
    {
      std::unique_lock<std::mutex> lock(mutex_);
      done_ = true;
    }
    cv_.notify_all();
    for (std::thread &t : threads_) t.join();
  }

  template <class F> std::future<std::invoke_result_t<F>> start(F f) {
    using Result = std::invoke_result_t<F>;
    auto task = std::make_shared<std::packaged_task<Result()>>(std::move(f));
    std::future<Result> result = task->get_future();
    {
      std::unique_lock<std::mutex> lock(mutex_);
      tasks_.emplace([task] { (*task)(); });
    }
    cv_.notify_one();
    return result;
  }

private:
  void loop() {
    while (true) {
      std::function<void()> next;
      {
        std::unique_lock<std::mutex> lock(mutex_);
        cv_.wait(lock, [this] { return done_ || !tasks_.empty(); });
        if (done_ && tasks_.empty()) return;
        next = std::move(tasks_.front());
        tasks_.pop();
      }
      next();
    }
  }

  std::mutex mutex_;
  std::condition_variable cv_;
  std::queue<std::function<void()>> tasks_;
  std::vector<std::thread> threads_;
  bool done_ = false;
};

struct Plan {
  int steps;
};

static thread_local std::shared_ptr<const Plan> plan_;

static int steps() { return plan_->steps; }

static int work(const std::shared_ptr<const Plan> &plan) {
  auto &slot = plan_;
  slot = plan;
  int n = steps();
  slot.reset();
  return n;
}

int main() {
  Pool pool(2);
  for (int i = 0; i < 6; ++i) {
    auto plan = std::make_shared<const Plan>(Plan{i});
    std::printf("%d\n", pool.start([plan] { return work(plan); }).get());
  }
}
