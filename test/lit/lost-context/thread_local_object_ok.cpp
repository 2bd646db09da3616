// RUN: %expect %s
// tidepool::ThreadLocal itself: set around the submission, or inside.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

class Batches {
public:
  explicit Batches(unsigned count) {
    for (unsigned i = 0; i < count; ++i) threads_.emplace_back([this] { loop(); });
  }
  ~Batches() {
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
// The part of tidepool/thread_local.h that this case uses.
namespace tidepool {
template <class T> class ThreadLocal {
public:
  ThreadLocal() = default;
  ~ThreadLocal();
  ThreadLocal(const ThreadLocal &) = delete;
  T get() const;
  void set(T value);
  void remove();
  bool is_present() const;
};
} // namespace tidepool

struct Batch {
  int number;
};

static tidepool::ThreadLocal<const Batch *> cache;

static int size() {
  return cache.get()->number * 2;
}

static int process(Batches &batches, const Batch &batch) {
  auto result = batches.start([&batch] {
    cache.set(&batch);
    int n = size() + batch.number;
    cache.remove();
    return n;
  });
  int n = result.get();
  return n;
}

int main(int argc, char **) {
  Batches batches(2);
  std::printf("%d\n", process(batches, Batch{argc}));
}
