// RUN: %expect %s
// A vector that every task assigns before it reads it; or only some tasks.

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

class Stats {
public:
  explicit Stats(unsigned count) {
    for (unsigned i = 0; i < count; ++i) threads_.emplace_back([this] { loop(); });
  }
  ~Stats() {
    {
      std::unique_lock<std::mutex> lock(mutex_);
      done_ = true;
    }
    cv_.notify_all();
    for (std::thread &t : threads_) t.join();
  }

  template <class F> std::future<std::invoke_result_t<F>> submit(F f) {
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

struct Series {
  std::vector<double> values;
  int id = 0;
};

static thread_local std::vector<double> work;

static double total(const Series &series) {
  work.assign(series.values.begin(), series.values.end());
  double sum = 0;
  for (double value : work) sum += value;
  return sum;
}

int main() {
  Stats stats(2);
  std::vector<std::future<double>> sums;
  for (int i = 0; i < 8; ++i) {
    Series series;
    series.id = i;
    series.values.resize(static_cast<std::size_t>(i), 0.5);
    sums.push_back(stats.submit([series] { return total(series); }));
  }
  for (auto &sum : sums) std::printf("%f\n", sum.get());
}
