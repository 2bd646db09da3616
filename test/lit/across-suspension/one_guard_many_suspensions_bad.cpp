// RUN: %expect %s
// One finding a guard: at the first suspension while it lives.

#include <condition_variable>
#include <coroutine>
#include <cstdio>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

// Runs what it is given on a few threads; `co_await pool.schedule()` goes on on one of them.
class Pool {
public:
  explicit Pool(unsigned n) {
    for (unsigned i = 0; i < n; ++i) threads_.emplace_back([this] { work(); });
  }
  ~Pool() {
    { std::lock_guard lock(mutex_); stop_ = true; }
    wake_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  struct Hop {
    Pool &pool;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> handle) { pool.post([handle] { handle.resume(); }); }
    void await_resume() const noexcept {}
  };
  Hop schedule() { return {*this}; }
  void post(std::function<void()> work) {
    { std::lock_guard lock(mutex_); queue_.push_back(std::move(work)); }
    wake_.notify_one();
  }

private:
  void work() {
    for (;;) {
      std::function<void()> next;
      {
        std::unique_lock lock(mutex_);
        wake_.wait(lock, [this] { return stop_ || !queue_.empty(); });
        if (queue_.empty()) return;
        next = std::move(queue_.front());
        queue_.pop_front();
      }
      next();
    }
  }
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> queue_;
  std::vector<std::thread> threads_;
  bool stop_ = false;
};

struct Detached {
  struct promise_type {
    Detached get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};

static thread_local const std::string *user = nullptr;

class As {
public:
  explicit As(const std::string *name) : outer_(user) { user = name; }
  ~As() { user = outer_; }
  As(const As &) = delete;
  As &operator=(const As &) = delete;

private:
  const std::string *outer_;
};

Detached serve(Pool &pool, std::string name) {
  co_await pool.schedule();
  As as(&name);
  std::puts("begins");
  co_await pool.schedule(); // EXPECT: tidepool-across-suspension
  std::puts("goes on");
  co_await pool.schedule();
  std::puts("ends");
}

int main() {
  Pool pool(4);
  serve(pool, "a");
}
