// RUN: %expect %s
// co_await puts the coroutine's handle into the pool's queue: what follows is a task.

#include <condition_variable>
#include <coroutine>
#include <cstdio>
#include <deque>
#include <exception>
#include <mutex>
#include <string>
#include <thread>
#include <vector>
class static_thread_pool {
public:
  explicit static_thread_pool(unsigned n) {
    for (unsigned i = 0; i < n; ++i) threads_.emplace_back([this] { run_worker(); });
  }
  ~static_thread_pool() {
    { std::lock_guard l(m_); stop_ = true; }
    cv_.notify_all();
    for (auto &t : threads_) t.join();
  }
  struct schedule_operation {
    static_thread_pool *pool;
    std::coroutine_handle<> h;
    bool await_ready() noexcept { return false; }
    void await_suspend(std::coroutine_handle<> c) {
      h = c;
      pool->enqueue(this);
    }
    void await_resume() noexcept {}
  };
  schedule_operation schedule() { return {this, nullptr}; }
private:
  void enqueue(schedule_operation *op) {
    { std::lock_guard l(m_); q_.push_back(op); }
    cv_.notify_one();
  }
  void run_worker() {
    for (;;) {
      schedule_operation *op;
      {
        std::unique_lock l(m_);
        cv_.wait(l, [this] { return stop_ || !q_.empty(); });
        if (q_.empty()) return;
        op = q_.front();
        q_.pop_front();
      }
      op->h.resume();
    }
  }
  std::mutex m_;
  std::condition_variable cv_;
  std::deque<schedule_operation *> q_;
  std::vector<std::thread> threads_;
  bool stop_ = false;
};
struct fire_and_forget {
  struct promise_type {
    fire_and_forget get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};
thread_local const std::string *tl_user = nullptr;
fire_and_forget greet(static_thread_pool &p, std::string user) {
  co_await p.schedule();
  tl_user = &user;
  std::printf("%s\n", tl_user->c_str());
  tl_user = nullptr;
}
fire_and_forget part(static_thread_pool &p, std::string user) {
  co_await p.schedule();
  tl_user = &user;
  std::printf("%s\n", tl_user->c_str());
  tl_user = nullptr;
}
int main() {
  static_thread_pool p(2);
  greet(p, "a");
  part(p, "b");
}
