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
  void measure(std::function<void()> sample) {
    std::lock_guard lock(mutex_);
    samples_.push_back(std::move(sample));
    news_.notify_one();
  }

private:
  void watch() {
    std::unique_lock lock(mutex_);
    for (;;) {
      news_.wait(lock, [this] { return stop_ || !samples_.empty(); });
      if (samples_.empty()) return;
      auto sample = std::move(samples_.front());
      samples_.pop_front();
      lock.unlock();
      sample();
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable news_;
  std::deque<std::function<void()>> samples_;
  bool stop_ = false;
  std::thread thread_;
};

int main() {
  Monitor monitor;
  for (int i = 0; i < 4; ++i) {
    monitor.measure([sample = Sample{std::to_string(i)}] {
      sensor_ = &sample.sensor; // EXPECT: tidepool-missing-remove
      store();
    });
  }
}
