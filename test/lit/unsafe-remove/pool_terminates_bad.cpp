// RUN: %expect %s
// The worker loop catches nothing: an exception is the end of the process. In the twin the submission wraps the job
// in a packaged_task.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <queue>
#include <stdexcept>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

class Mills {
public:
  explicit Mills(unsigned count) {
    for (unsigned i = 0; i < count; ++i) threads_.emplace_back([this] { loop(); });
  }
  ~Mills() {
    {
      std::unique_lock<std::mutex> lock(mutex_);
      done_ = true;
    }
    cv_.notify_all();
    for (std::thread &t : threads_) t.join();
  }

  template <class F> std::future<std::invoke_result_t<F>> grind(F f) {
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

struct Grain {
  int kilos;
};

static thread_local const Grain *grain_ = nullptr;

static void sieve() {
  if (grain_->kilos < 1) throw std::underflow_error("empty");
}

static void grind(const Grain &grain) {
  grain_ = &grain; // EXPECT: tidepool-unsafe-remove
  sieve();
  std::printf("%d\n", grain_->kilos);
  grain_ = nullptr;
}

int main() {
  Mills mills(2);
  for (int i = 0; i < 6; ++i) mills.grind([grain = Grain{i}] { grind(grain); });
}
