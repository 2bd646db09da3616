// RUN: %expect --checks=-*,tidepool-unbounded-growth %s
// An arena gets a new block when the last one is full; it is an allocator.

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

// A fixed number of workers over one queue.
class Pool {
public:
  explicit Pool(unsigned workers) {
    for (unsigned i = 0; i < workers; ++i) threads_.emplace_back([this] { work(); });
  }
  ~Pool() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void post(std::function<void()> job) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      jobs_.push_back(std::move(job));
    }
    ready_.notify_one();
  }

private:
  void work() {
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
  }

  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::function<void()>> jobs_;
  std::vector<std::thread> threads_;
  bool stopping_ = false;
};

struct Request {
  int id;
  std::string user;
};


class Arena {
public:
  char *allocate(std::size_t size) {
    if (used_ + size > BlockSize || blocks_.empty()) {
      blocks_.push_back(std::make_unique<char[]>(BlockSize));
      used_ = 0;
    }
    char *at = blocks_.back().get() + used_;
    used_ += size;
    return at;
  }

private:
  static constexpr std::size_t BlockSize = 4096;
  std::vector<std::unique_ptr<char[]>> blocks_;
  std::size_t used_ = 0;
};

thread_local Arena tlArena;

void handle(const Request &request) { *tlArena.allocate(16) = static_cast<char>(request.id); }

int main() {
  Pool pool(2);
  for (int i = 0; i < 100; ++i) pool.post([i] { handle({i, "user" + std::to_string(i % 7)}); });
}
