// RUN: %expect %s
// A path into abort() is no task's end; the twin's helper comes back.

#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Cores {
public:
  explicit Cores(unsigned workers) {
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
  ~Cores() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void dump(std::function<void()> job) {
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

struct Segment {
  int size;
};

static thread_local const Segment *segment_ = nullptr;

[[noreturn]] static void fail() {
  std::fprintf(stderr, "segment %d\n", segment_->size);
  std::abort();
}

static void dump(const Segment &segment) {
  segment_ = &segment;
  if (segment.size < 0) {
    fail();
    return;
  }
  std::printf("%d\n", segment_->size);
  segment_ = nullptr;
}

int main() {
  Cores cores(2);
  for (int i = 0; i < 6; ++i) cores.dump([segment = Segment{i}] { dump(segment); });
}
