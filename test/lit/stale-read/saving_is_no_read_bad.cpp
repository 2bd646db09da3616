// RUN: %expect %s
// Decision 6: saving a value in order to restore it is no read. Printing the saved one is.

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
class Theatre {
public:
  explicit Theatre(unsigned workers) {
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
  ~Theatre() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void play(std::function<void()> job) {
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

struct Act {
  std::string title;
  bool last;
};

static thread_local std::string title_;

static void play(const Act &act) {
  std::string outer = title_;
  title_ = act.title;
  std::puts(title_.c_str());
  title_ = outer;
}

static void curtain(const Act &act) {
  title_ = act.title; // EXPECT: tidepool-missing-remove
  std::printf("end of %s\n", title_.c_str());
}

static void intermission() { std::puts(title_.c_str()); } // EXPECT: tidepool-stale-read

int main() {
  Theatre theatre(2);
  for (int i = 0; i < 6; ++i) {
    theatre.play([act = Act{std::to_string(i), i == 5}] { act.last ? curtain(act) : play(act); });
    theatre.play([] { intermission(); });
  }
}
