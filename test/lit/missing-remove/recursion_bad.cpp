// RUN: %expect %s
// Each level saves and restores its caller's value; a leaf that returns early leaves its own behind.

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

class Painters {
public:
  explicit Painters(unsigned count) {
    for (unsigned i = 0; i < count; ++i) threads_.emplace_back([this] { loop(); });
  }
  ~Painters() {
    {
      std::unique_lock<std::mutex> lock(mutex_);
      done_ = true;
    }
    cv_.notify_all();
    for (std::thread &t : threads_) t.join();
  }

  template <class F> std::future<std::invoke_result_t<F>> paint(F f) {
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

struct Shape {
  int area = 0;
  std::unique_ptr<Shape> inner;
};

static thread_local const Shape *painting = nullptr;

static int paint(const Shape &shape) {
  const Shape *outer = painting;
  painting = &shape; // EXPECT: tidepool-missing-remove
  int area = painting->area;
  if (!shape.inner) return area;
  area += paint(*shape.inner);
  painting = outer;
  return area;
}

int main() {
  auto shape = std::make_shared<Shape>();
  shape->area = 3;
  shape->inner = std::make_unique<Shape>();
  Painters painters(2);
  auto result = painters.paint([shape] { return paint(*shape); });
  std::printf("%d\n", result.get());
}
