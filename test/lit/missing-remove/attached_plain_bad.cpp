// RUN: %expect %s
// The same without the question whether something is there already.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Vm {
public:
  explicit Vm(unsigned workers) {
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
  ~Vm() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void call(std::function<void()> job) {
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

struct Isolate {
  int heap;
  bool shared;
};

static thread_local const Isolate *isolate_ = nullptr;

static bool enter(const Isolate &isolate) {
  if (isolate.shared) return false;
  isolate_ = &isolate; // EXPECT: tidepool-missing-remove
  return true;
}

static int evaluate(const Isolate &isolate) {
  bool entered = enter(isolate);
  if (entered && isolate_->heap == 0) return 0;
  int result = entered ? isolate_->heap : 1;
  if (entered) isolate_ = nullptr;
  return result;
}

int main() {
  Vm vm(2);
  for (int i = 0; i < 6; ++i) vm.call([isolate = Isolate{i, i % 2 == 0}] { std::printf("%d\n", evaluate(isolate)); });
}
