// RUN: %expect %s
// REQUIRES: boost
// MODELS: boost::scope_exit::aux::guard
// BOOST_SCOPE_EXIT_ALL takes a lambda.

#define BOOST_SCOPE_EXIT_CONFIG_USE_LAMBDAS
#include <boost/scope_exit.hpp>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Shards {
public:
  explicit Shards(unsigned workers) {
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
  ~Shards() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void route(std::function<void()> job) {
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

struct Shard {
  int number;
  bool empty;
};

static thread_local const Shard *shard_ = nullptr;

static void route(const Shard &shard) {
  shard_ = &shard;
  BOOST_SCOPE_EXIT_ALL(&) { shard_ = nullptr; };
  if (shard.empty) return;
  std::printf("%d\n", shard_->number);
}

int main() {
  Shards shards(2);
  for (int i = 0; i < 5; ++i) shards.route([shard = Shard{i, i % 2 == 0}] { route(shard); });
}
