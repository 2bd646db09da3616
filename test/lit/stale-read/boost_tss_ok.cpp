// RUN: %expect %s
// REQUIRES: boost
// A thread_specific_ptr that one task fills and another finds.

#include <boost/thread/tss.hpp>
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
class Studios {
public:
  explicit Studios(unsigned workers) {
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
  ~Studios() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void record(std::function<void()> job) {
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

struct Take {
  std::string artist;
};

static boost::thread_specific_ptr<Take> take_;

static void record(const std::string &artist) {
  take_.reset(new Take{artist});
  std::printf("recording %s\n", take_->artist.c_str());
  take_.reset();
}

static void mix() {
  if (Take *take = take_.get()) std::printf("mixing %s\n", take->artist.c_str());
}

int main() {
  Studios studios(2);
  for (int i = 0; i < 6; ++i) {
    studios.record([artist = std::to_string(i)] { record(artist); });
    studios.record([] { mix(); });
  }
}
