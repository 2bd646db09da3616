// RUN: %expect %s
// The difference of two reads of a counter is the task's own; the counter itself deciding a branch is not.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Allocs {
public:
  explicit Allocs(unsigned workers) {
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
  ~Allocs() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void run(std::function<void()> job) {
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

struct Job {
  unsigned blocks;
};

static thread_local unsigned long allocated = 0;

static void allocate(unsigned bytes) {
  allocated += bytes; // MAY: tidepool-missing-remove
}

static void run(const Job &job) {
  for (unsigned i = 0; i < job.blocks; ++i) allocate(16 * job.blocks);
  if (allocated > 100000) // EXPECT: tidepool-stale-read
    std::puts("used too much");
}

int main() {
  Allocs allocs(2);
  for (unsigned i = 0; i < 12; ++i) allocs.run([job = Job{i}] { run(job); });
}
