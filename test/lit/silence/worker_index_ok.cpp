// RUN: %expect %s
// Written by the worker's own function before its loop: identity of the thread. Written by tasks it is their data.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

static thread_local std::string self;

static void shout(int i) {
  std::printf("%s: %d\n", self.c_str(), i);
}

class Threads {
public:
  explicit Threads(int n) {
    for (int i = 0; i < n; ++i) threads_.emplace_back([this, i] { work(i); });
  }
  ~Threads() {
    {
      std::lock_guard lock(mutex_);
      stop_ = true;
    }
    wake_.notify_all();
    for (auto &t : threads_) t.join();
  }
  void add(std::function<void()> f) {
    std::lock_guard lock(mutex_);
    fs_.push_back(std::move(f));
    wake_.notify_one();
  }

private:
  void work(int index) {
    self = "worker " + std::to_string(index);
    for (;;) {
      std::function<void()> f;
      {
        std::unique_lock lock(mutex_);
        wake_.wait(lock, [this] { return stop_ || !fs_.empty(); });
        if (fs_.empty()) return;
        f = std::move(fs_.front());
        fs_.pop_front();
      }
      f();
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> fs_;
  std::vector<std::thread> threads_;
  bool stop_ = false;
};

int main() {
  Threads threads(2);
  for (int i = 0; i < 8; ++i) {
    std::string job = "job " + std::to_string(i);
    threads.add([job, i] {
      if (i % 2) std::puts(job.c_str());
      shout(i);
    });
  }
}
