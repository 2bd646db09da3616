// RUN: %expect %s
// A std::function that captured the task's data keeps it alive.

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
class Jobs {
public:
  explicit Jobs(unsigned workers) {
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
  ~Jobs() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void start(std::function<void()> job) {
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

static thread_local std::function<void(int)> progress;

static void copy(int blocks) {
  for (int i = 0; i < blocks; ++i) progress(i);
}

int main() {
  Jobs jobs(2);
  for (int i = 0; i < 6; ++i) {
    std::string file = "file" + std::to_string(i);
    jobs.start([file] {
      progress = [file](int block) { std::printf("%s %d\n", file.c_str(), block); }; // EXPECT: tidepool-missing-remove
      copy(3);
    });
  }
}
