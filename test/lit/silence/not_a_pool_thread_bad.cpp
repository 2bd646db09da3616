// RUN: %expect %s
// A thread that runs one function and ends takes its slots with it. A pool's thread does not.

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
class Backups {
public:
  explicit Backups(unsigned workers) {
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
  ~Backups() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void later(std::function<void()> job) {
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

struct Volume {
  std::string label;
};

static thread_local const Volume *volume_ = nullptr;

static void note(const char *what) { std::printf("%s %s\n", volume_->label.c_str(), what); }

static void backup(const Volume &volume) {
  volume_ = &volume; // EXPECT: tidepool-missing-remove
  note("start");
  note("done");
}

int main() {
  Backups backups(2);
  for (int i = 0; i < 4; ++i) backups.later([volume = Volume{std::to_string(i)}] { backup(volume); });
}
