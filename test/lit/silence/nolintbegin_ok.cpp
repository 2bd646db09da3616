// RUN: %expect %s
// NOLINTBEGIN / NOLINTEND around a whole region.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Ports {
public:
  explicit Ports(unsigned workers) {
    for (unsigned i = 0; i < workers; ++i) {
      threads_.emplace_back([this] {
        for (;;) {
          std::function<void()> job;
          {
            std::unique_lock<std::mutex> lock(mutex_);
            ready_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
            if (jobs_.empty()) return;
            job = std::move(jobs_.front());
            jobs_.pop_front();
          }
          job();
        }
      });
    }
  }
  ~Ports() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void open(std::function<void()> job) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      jobs_.push_back(std::move(job));
    }
    ready_.notify_one();
  }

private:
  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::function<void()>> jobs_;
  std::vector<std::thread> threads_;
  bool stopping_ = false;
};

struct Port {
  std::string name;
  bool open = false;
};

static thread_local std::string port_;

// NOLINTBEGIN(tidepool-missing-remove,tidepool-stale-read)
static void show() {
  std::printf("%s\n", port_.c_str());
}

static void open(const Port &port) {
  if (port.open) port_ = port.name;
  show();
}
// NOLINTEND(tidepool-missing-remove,tidepool-stale-read)

int main() {
  Ports ports(2);
  for (int i = 0; i < 4; ++i) ports.open([port = Port{std::to_string(i), i % 2 == 0}] { open(port); });
}
