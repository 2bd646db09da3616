// RUN: %expect %s
// Threads register their numbers, and never take them out: those of a thread that has ended are read.

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
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

struct Stats {
  long requests = 0;
};
std::mutex registryMutex;
std::vector<const Stats *> registry;

thread_local Stats tlStats;
thread_local bool tlRegistered = false;

long total() {
  std::lock_guard<std::mutex> lock(registryMutex);
  long sum = 0;
  for (const Stats *stats : registry) sum += stats->requests;
  return sum;
}

void handle() {
  if (!tlRegistered) {
    tlRegistered = true;
    std::lock_guard<std::mutex> lock(registryMutex);
    registry.push_back(&tlStats); // EXPECT: tidepool-escaped-slot
  }
  ++tlStats.requests;
}

int main() {
  Pool pool(2);
  for (int i = 0; i < 9; ++i) pool.post([] { handle(); });
  return total() > 100;
}
