// RUN: %expect %s
// The helper that should clear does it on one condition only.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Press {
public:
  explicit Press(unsigned workers) {
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
  ~Press() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void print(std::function<void()> job) {
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

struct Edition {
  int copies;
  bool final_;
};

static thread_local const Edition *edition_ = nullptr;

static void finish(const Edition &edition) {
  if (!edition.final_) return;
  std::puts("final");
  edition_ = nullptr;
}

static void print(const Edition &edition) {
  edition_ = &edition; // EXPECT: tidepool-missing-remove
  std::printf("%d\n", edition_->copies);
  finish(edition);
}

int main() {
  Press press(2);
  for (int i = 0; i < 6; ++i) press.print([edition = Edition{i, i == 5}] { print(edition); });
}
