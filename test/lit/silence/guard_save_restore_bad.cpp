// RUN: %expect %s
// A class that saves and restores. Made after the write it saves the task's own value (decision 11).

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
class Evaluator {
public:
  explicit Evaluator(unsigned workers) {
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
  ~Evaluator() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void evaluate(std::function<void()> job) {
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

struct Frame {
  std::string function;
  int depth;
};

static thread_local const Frame *top = nullptr;

class Restore {
public:
  Restore() : saved_(top) {}
  ~Restore() { top = saved_; }
  Restore(const Restore &) = delete;
  Restore &operator=(const Restore &) = delete;

private:
  const Frame *saved_;
};

static void trace() { std::printf("%s %d\n", top->function.c_str(), top->depth); }

int main() {
  Evaluator evaluator(2);
  for (int i = 0; i < 5; ++i) {
    evaluator.evaluate([frame = Frame{"f" + std::to_string(i), i}] {
      top = &frame; // EXPECT: tidepool-missing-remove
      Restore restore;
      trace();
    });
  }
}
