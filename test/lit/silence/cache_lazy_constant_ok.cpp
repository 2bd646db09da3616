// RUN: %expect %s
// A per-thread parser, made at first use from constants, is a cache. Made from the first task's data, it serves
// every later task with that.

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

// Fixed number of workers over one queue. A job that throws ends the process.
class FormatPool {
public:
  explicit FormatPool(unsigned workers) {
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
  ~FormatPool() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void post(std::function<void()> job) {
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

class DateFormat {
public:
  explicit DateFormat(std::string pattern) : pattern_(std::move(pattern)) {}
  void print(long stamp) const { std::printf("%s: %ld\n", pattern_.c_str(), stamp); }

private:
  std::string pattern_;
};

struct Message {
  std::string pattern;
  long stamp = 0;
};

// The name says context; it is a cache.
static thread_local std::unique_ptr<DateFormat> currentContext;

static void show(const Message &message) {
  if (!currentContext) currentContext = std::make_unique<DateFormat>("yyyy-MM-dd");
  currentContext->print(message.stamp);
}

int main() {
  FormatPool pool(3);
  for (long i = 0; i < 20; ++i) pool.post([message = Message{"dd.MM.", i}] { show(message); });
}
