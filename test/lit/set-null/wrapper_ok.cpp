// RUN: %expect %s
// Behind a wrapper class: the place that names the holder is the call on the wrapper's object (decision 1).

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

class Filters {
public:
  explicit Filters(unsigned count) {
    for (unsigned i = 0; i < count; ++i) threads_.emplace_back([this] { loop(); });
  }
  ~Filters() {
    {
      std::unique_lock<std::mutex> lock(mutex_);
      done_ = true;
    }
    cv_.notify_all();
    for (std::thread &t : threads_) t.join();
  }

  template <class F> std::future<std::invoke_result_t<F>> apply(F f) {
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

template <class T> class Current {
public:
  void enter(T *value) { slot_.set(value); }
  void leave() { slot_.remove(); }
  T &operator*() const { return *slot_.get(); }

private:
  tidepool::ThreadLocal<T *> slot_;
};

struct Picture {
  int pixels;
};

static Current<Picture> picture;

static int blur() { return (*picture).pixels / 2; }

static int apply(Picture p) {
  picture.enter(&p);
  int result = blur();
  picture.leave();
  return result;
}

int main() {
  Filters filters(2);
  for (int i = 0; i < 6; ++i) filters.apply([i] { return apply(Picture{i}); });
}
