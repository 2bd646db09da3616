// RUN: %expect %s
// TIDEPOOL_CACHE: what is kept between tasks is kept on purpose.

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
class Workers {
public:
  explicit Workers(unsigned workers) {
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
  ~Workers() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void enqueue(std::function<void()> job) {
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

class Session {
public:
  explicit Session(const std::string &peer) : peer_(peer) {}
  void talk(int i) const { std::printf("%s %d\n", peer_.c_str(), i); }

private:
  std::string peer_;
};

[[clang::annotate("another::tool")]] static thread_local std::unique_ptr<Session> kept;

int main() {
  Workers workers(2);
  for (int i = 0; i < 10; ++i) {
    std::string peer = "peer" + std::to_string(i % 2);
    workers.enqueue([peer, i] {
      if (!kept) kept = std::make_unique<Session>(peer);
      kept->talk(i); // EXPECT: tidepool-stale-read
    });
  }
}
