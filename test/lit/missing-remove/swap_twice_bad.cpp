// RUN: %expect %s
// Swapped in and swapped out again; or only in.

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
class Scenes {
public:
  explicit Scenes(unsigned workers) {
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
  ~Scenes() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void shoot(std::function<void()> job) {
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

struct Script {
  std::string lines;
};

static thread_local std::shared_ptr<Script> script_;

static void play() { std::printf("%s\n", script_->lines.c_str()); }

static void shoot(std::shared_ptr<Script> script) {
  std::swap(script_, script); // EXPECT: tidepool-missing-remove
  play();
}

int main() {
  Scenes scenes(2);
  for (int i = 0; i < 6; ++i) {
    auto script = std::make_shared<Script>(Script{std::to_string(i)});
    scenes.shoot([script] { shoot(script); });
  }
}
