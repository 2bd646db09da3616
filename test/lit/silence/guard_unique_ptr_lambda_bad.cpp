// RUN: %expect %s
// The same with a lambda as deleter. A guard that was released does nothing.

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

class Fetchers {
public:
  explicit Fetchers(unsigned count) {
    for (unsigned i = 0; i < count; ++i) threads_.emplace_back([this] { loop(); });
  }
  ~Fetchers() {
    {
      std::unique_lock<std::mutex> lock(mutex_);
      done_ = true;
    }
    cv_.notify_all();
    for (std::thread &t : threads_) t.join();
  }

  template <class F> std::future<std::invoke_result_t<F>> fetch(F f) {
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

struct Source {
  std::string url;
  bool local = false;
};

static __thread Source *source = nullptr;

static std::size_t load() { return source->url.size(); }

static std::size_t fetchFrom(Source from) {
  source = &from; // EXPECT: tidepool-missing-remove
  auto reset = [](Source *) { source = nullptr; };
  std::unique_ptr<Source, decltype(reset)> guard(&from, reset);
  std::size_t bytes = load();
  if (from.local) guard.release();
  return bytes;
}

int main() {
  Fetchers fetchers(2);
  std::vector<std::future<std::size_t>> sizes;
  for (int i = 0; i < 8; ++i) {
    Source from{"file:///" + std::to_string(i), i % 2 == 0};
    sizes.push_back(fetchers.fetch([from] { return fetchFrom(from); }));
  }
  for (auto &size : sizes) std::printf("%zu\n", size.get());
}
