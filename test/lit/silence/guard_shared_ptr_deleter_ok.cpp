// RUN: %expect %s
// MODELS: std::shared_ptr
// shared_ptr<void> with a deleter, kept to the task's end; the deleter runs for a null pointer as well.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Presses {
public:
  explicit Presses(unsigned workers) {
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
  ~Presses() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void press(std::function<void()> job) {
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

struct Sheet {
  int number;
  bool blank;
};

static thread_local const Sheet *sheet_ = nullptr;

static void press(const Sheet &sheet) {
  sheet_ = &sheet;
  std::shared_ptr<void> reset(nullptr, [](void *) { sheet_ = nullptr; });
  if (sheet.blank) return;
  std::printf("%d\n", sheet_->number);
}

int main() {
  Presses presses(2);
  for (int i = 0; i < 6; ++i) presses.press([sheet = Sheet{i, i % 2 == 0}] { press(sheet); });
}
