// RUN: %expect %s
// A small setter names the variable itself: it is the place.

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

class Slot {
public:
  void set(const std::string *name) { name_ = name; }
  void clear() { name_ = nullptr; }
  const std::string *get() const { return name_; }

private:
  static thread_local const std::string *name_;
};
thread_local const std::string *Slot::name_ = nullptr;
static Slot session;

static void notify(const std::string &name) {
  const std::string *outer = session.get();
  session.set(&name);
  std::printf("to %s\n", session.get()->c_str());
  if (!name.empty())
    session.set(outer);
}

static void serve(const std::string &name) {
  session.set(&name);
  notify(name + "@host");
  std::printf("%s\n", session.get()->c_str());
  session.clear();
}

int main() {
  Pool pool(2);
  std::string name = "a";
  pool.post([&] { serve(name); });
}
