// RUN: %expect %s
// A generic blocking queue, used by a template pool: both exist only as instantiations.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <mutex>
#include <optional>
#include <queue>
#include <thread>
#include <vector>

template <class T> class BlockingQueue {
public:
  void push(T value) {
    std::lock_guard lock(mutex_);
    values_.push(std::move(value));
    cv_.notify_one();
  }
  std::optional<T> pop() {
    std::unique_lock lock(mutex_);
    cv_.wait(lock, [this] { return closed_ || !values_.empty(); });
    if (values_.empty()) return std::nullopt;
    T value = std::move(values_.front());
    values_.pop();
    return value;
  }
  void close() {
    std::lock_guard lock(mutex_);
    closed_ = true;
    cv_.notify_all();
  }

private:
  std::mutex mutex_;
  std::condition_variable cv_;
  std::queue<T> values_;
  bool closed_ = false;
};

template <class Task = std::function<void()>> class Executor {
public:
  explicit Executor(unsigned n) {
    for (unsigned i = 0; i < n; ++i)
      threads_.emplace_back([this] {
        while (auto task = tasks_.pop()) (*task)();
      });
  }
  ~Executor() {
    tasks_.close();
    for (auto &thread : threads_) thread.join();
  }
  template <class F, class... Args> void run(F &&f, Args &&...args) {
    tasks_.push(std::bind(std::forward<F>(f), std::forward<Args>(args)...));
  }

private:
  BlockingQueue<Task> tasks_;
  std::vector<std::thread> threads_;
};

struct Ray {
  double angle;
};

static thread_local const Ray *ray_ = nullptr;

static double cast() { return ray_->angle * 2; }

static void trace(const Ray &ray, int depth) {
  ray_ = &ray; // EXPECT: tidepool-missing-remove
  std::printf("%d %f\n", depth, cast());
}

int main() {
  Executor<> executor(2);
  for (int i = 0; i < 4; ++i) executor.run(trace, Ray{i * 0.1}, i);
}
