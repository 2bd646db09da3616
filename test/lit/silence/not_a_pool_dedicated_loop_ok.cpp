// RUN: %expect %s
// A dedicated thread with a loop over its own data calls nothing that it was handed; a loop that takes callables is a
// pool even with a single thread.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

struct Sample {
  std::string sensor;
};

static thread_local const std::string *sensor_ = nullptr;

static void store() { std::printf("%s\n", sensor_->c_str()); }

class Monitor {
public:
  Monitor() : thread_([this] { watch(); }) {}
  ~Monitor() {
    {
      std::lock_guard lock(mutex_);
      stop_ = true;
    }
    news_.notify_one();
    thread_.join();
  }
  void measure() {
    std::lock_guard lock(mutex_);
    ++wanted_;
    news_.notify_one();
  }

private:
  void watch() {
    std::unique_lock lock(mutex_);
    for (;;) {
      news_.wait(lock, [this] { return stop_ || wanted_ > 0; });
      if (wanted_ == 0) return;
      --wanted_;
      static const std::string fan = "fan";
      sensor_ = &fan;
      store();
    }
  }

  std::mutex mutex_;
  std::condition_variable news_;
  int wanted_ = 0;
  bool stop_ = false;
  std::thread thread_;
};

int main() {
  Monitor monitor;
  for (int i = 0; i < 4; ++i) {
    monitor.measure();
  }
}
