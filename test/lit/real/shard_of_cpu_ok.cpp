// RUN: %expect %s
//
// The number of the CPU that the thread ran on last: a hint, good for whoever asks next.
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class Pool {
public:
  explicit Pool(int n) {
    for (int i = 0; i < n; ++i)
      threads_.emplace_back([this] { work(); });
  }
  void add(std::function<void()> job) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      jobs_.push_back(std::move(job));
    }
    wake_.notify_one();
  }

private:
  void work() {
    for (;;) {
      std::function<void()> job;
      {
        std::unique_lock<std::mutex> lock(mutex_);
        wake_.wait(lock, [this] { return !jobs_.empty(); });
        job = std::move(jobs_.front());
        jobs_.pop_front();
      }
      try {
        job();
      } catch (...) {
      }
    }
  }
  std::vector<std::thread> threads_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> jobs_;
};
#include <atomic>
#include <sched.h>

struct Shard {
  std::mutex mutex;
  size_t used = 0;
};

class Arena {
public:
  static thread_local size_t cpu;
  size_t allocate(size_t bytes) {
    size_t at = cpu;
    if (at == 0) {
      repick();
      at = cpu;
    }
    Shard *shard = &shards_[at & 7];
    if (!shard->mutex.try_lock()) {
      shard = repick();
      shard->mutex.lock();
    }
    size_t start = shard->used;
    shard->used += bytes;
    shard->mutex.unlock();
    return start;
  }

private:
  Shard *repick() {
    size_t picked = static_cast<size_t>(sched_getcpu()) & 7;
    cpu = picked | 8;
    return &shards_[picked];
  }
  Shard shards_[8];
};
thread_local size_t Arena::cpu = 0;

int main() {
  static Arena arena;
  Pool pool(2);
  for (int i = 0; i < 8; ++i)
    pool.add([i] { arena.allocate(i); });
}
