// RUN: %expect %s
// What a task hands over while its value is set belongs to it, and puts back what it found.

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

static void serve(Pool &pool, const std::string &name) {
  As as(&name);
  bool done = false;
  pool.post([&] {
    As part(&name);
    std::printf("part of %s\n", user->c_str());
    done = true;
  });
  while (!done)
    pool.runOne();
  std::printf("%s\n", user->c_str());
}

int main() {
  Pool pool(2);
  std::string names[] = {"a", "b"};
  for (const std::string &name : names)
    pool.post([&pool, &name] { serve(pool, name); });
}
