// RUN: %expect %s
// A guard that lives across the co_await; or one on each side.

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

struct Request {
  std::string tenant;
};
static thread_local const Request *current = nullptr;

class Scope {
public:
  explicit Scope(const Request *request) : outer_(current) { current = request; }
  ~Scope() { current = outer_; }
  Scope(const Scope &) = delete;
  Scope &operator=(const Scope &) = delete;

private:
  const Request *outer_;
};

static void answer() { std::printf("%s\n", current ? current->tenant.c_str() : ""); }

Detached handle(Pool &pool, Request request) {
  Scope scope(&request);
  co_await pool.schedule(); // EXPECT: tidepool-across-suspension
  answer();
}

int main() {
  Pool pool(4);
  handle(pool, {"a"});
}
