// RUN: %expect %s
// The guard of an inner step empties the slot; or puts back what it found.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
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
  // A task that waits for others calls this meanwhile.
  bool runOne() {
    std::function<void()> next;
    {
      std::lock_guard lock(mutex_);
      if (queue_.empty()) return false;
      next = std::move(queue_.front());
      queue_.pop_front();
    }
    next();
    return true;
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
  std::string tenant;
};
static thread_local const Request *current = nullptr;

class Scope {
public:
  explicit Scope(const Request *request) : outer_(current) { current = request; }
  ~Scope() {
    current = outer_;
  }
  Scope(const Scope &) = delete;
  Scope &operator=(const Scope &) = delete;
  const Request *outer() const { return outer_; }

private:
  const Request *outer_;
};

static void audit() { std::printf("%s\n", current ? current->tenant.c_str() : "nobody"); }

static void sendMail(const Request &request) {
  Request mail{request.tenant + "/mail"};
  Scope scope(&mail);
  audit();
}

static void handle(const Request &request) {
  Scope scope(&request);
  sendMail(request);
  audit();
}

int main() {
  Pool pool(2);
  for (int i = 0; i < 4; ++i)
    pool.post([i] { handle({"tenant" + std::to_string(i)}); });
}
