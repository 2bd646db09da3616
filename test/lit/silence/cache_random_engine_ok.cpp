// RUN: %expect %s
// One random engine per thread. Seeded once by a task, later tasks draw from that task's sequence.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <queue>
#include <random>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

class Sampler {
public:
  explicit Sampler(unsigned count) {
    for (unsigned i = 0; i < count; ++i) threads_.emplace_back([this] { loop(); });
  }
  ~Sampler() {
    {
      std::unique_lock<std::mutex> lock(mutex_);
      done_ = true;
    }
    cv_.notify_all();
    for (std::thread &t : threads_) t.join();
  }

  template <class F> std::future<std::invoke_result_t<F>> async(F f) {
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

struct Experiment {
  unsigned seed;
  int draws;
};

static thread_local std::optional<std::mt19937> engine;

static double sample(const Experiment &experiment) {
  std::uniform_real_distribution<double> unit(0.0, 1.0);
  double sum = 0;
  if (!engine.has_value()) engine.emplace(std::random_device{}());
  for (int i = 0; i < experiment.draws; ++i) sum += unit(*engine);
  return sum;
}

int main() {
  Sampler sampler(2);
  std::vector<std::future<double>> results;
  for (unsigned i = 0; i < 8; ++i) results.push_back(sampler.async([e = Experiment{i, 100}] { return sample(e); }));
  double total = 0;
  for (auto &result : results) total += result.get();
  std::printf("%f\n", total);
}
