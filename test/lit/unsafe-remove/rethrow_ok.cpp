// RUN: %expect %s
// The handler logs and throws on; only one of the two clears first.

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

class Labs {
public:
  explicit Labs(unsigned count) {
    for (unsigned i = 0; i < count; ++i) threads_.emplace_back([this] { loop(); });
  }
  ~Labs() {
    {
      std::unique_lock<std::mutex> lock(mutex_);
      done_ = true;
    }
    cv_.notify_all();
    for (std::thread &t : threads_) t.join();
  }

  template <class F> std::future<std::invoke_result_t<F>> test(F f) {
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

struct Sample {
  int id;
};

static thread_local const Sample *sample_ = nullptr;

static int analyse() {
  if (sample_->id % 3 == 0) throw std::runtime_error("contaminated");
  return sample_->id;
}

static int test(const Sample &sample) {
  sample_ = &sample;
  int result = 0;
  try {
    result = analyse();
  } catch (const std::runtime_error &e) {
    std::fprintf(stderr, "%d: %s\n", sample_->id, e.what());
    sample_ = nullptr;
    throw;
  }
  sample_ = nullptr;
  return result;
}

int main() {
  Labs labs(2);
  for (int i = 0; i < 6; ++i) labs.test([sample = Sample{i}] { return test(sample); });
}
