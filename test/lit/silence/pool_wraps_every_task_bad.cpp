// RUN: %expect %s
// Every task goes through a wrapper that clears; in the twin a second door leads past it.

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
class Executor {
public:
  explicit Executor(unsigned workers) {
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
  ~Executor() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void execute(std::function<void()> job) {
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

struct Context {
  std::string trace;
};

static thread_local const Context *context_ = nullptr;

struct Wipe {
  ~Wipe() { context_ = nullptr; }
};

class Service {
public:
  void post(std::function<void()> f) {
    executor_.execute([f = std::move(f)] {
      Wipe wipe;
      f();
    });
  }
  void postLater(std::function<void()> f) { executor_.execute(std::move(f)); }

private:
  Executor executor_{2};
};

static void trace(const char *what) { std::printf("%s %s\n", context_->trace.c_str(), what); }

int main() {
  Context context{"7f"};
  Service service;
  service.post([&context] {
    context_ = &context;
    trace("now");
  });
  service.postLater([&context] {
    context_ = &context; // EXPECT: tidepool-missing-remove
    trace("later");
  });
}
