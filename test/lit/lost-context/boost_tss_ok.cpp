// RUN: %expect %s
// REQUIRES: boost
// boost::thread_specific_ptr is no more inherited than the others.

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
class Imports {
public:
  explicit Imports(unsigned workers) {
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
  ~Imports() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void import(std::function<void()> job) {
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

struct Locale {
  std::string language;
};

static boost::thread_specific_ptr<Locale> locale_;

static std::string greeting() {
  return "hello";
}

int main(int, char **argv) {
  locale_.reset(new Locale{argv[0]});
  std::puts(locale_->language.c_str());
  Imports imports(2);
  for (int i = 0; i < 6; ++i) imports.import([] { std::puts(greeting().c_str()); });
}
