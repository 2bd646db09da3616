// RUN: %expect %s
// A guard that the task has with it; or one that the task makes.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

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

struct Request {
  int id;
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

static void submit(Pool &pool, Request &request) {
  pool.post([&request] {
    Scope scope(&request);
    std::printf("%d\n", request.id);
  });
}

int main() {
  Request requests[4] = {};
  Pool pool(2);
  for (Request &request : requests)
    submit(pool, request);
}
