// RUN: %expect %s
// A holder that lives as long as one function, written by threads that live longer.

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

class Workers {
public:
  explicit Workers(unsigned count) {
    for (unsigned i = 0; i < count; ++i) threads_.emplace_back([this] { loop(); });
  }
  ~Workers() {
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

struct Row {
  std::string text;
};

static std::size_t longest(Workers &workers, const std::vector<Row> &rows) {
  tidepool::ThreadLocal<const Row *> row_; // EXPECT: tidepool-dropped-holder
  std::vector<std::future<std::size_t>> sizes;
  for (const Row &row : rows) {
    sizes.push_back(workers.start([&row, &holder = row_] {
      holder.set(&row);
      std::size_t size = holder.get()->text.size();
      return size;
    }));
  }
  std::size_t best = 0;
  for (auto &size : sizes) best = std::max(best, size.get());
  return best;
}

int main() {
  Workers workers(2);
  for (int i = 0; i < 9; ++i) std::printf("%zu\n", longest(workers, {{"a"}, {"bb"}}));
}
