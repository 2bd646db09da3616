// RUN: %expect %s
// An optional that owns a smart pointer.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Pool {
public:
  explicit Pool(unsigned workers) {
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
  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::function<void()>> jobs_;
  std::vector<std::thread> threads_;
  bool stopping_ = false;
};

struct Lease {
  int days;
};
struct Holding {
  std::shared_ptr<Lease> lease;
};

static thread_local std::optional<Holding> holding;

static void sign(const std::shared_ptr<Lease> &lease) {
  holding.emplace(Holding{lease}); // EXPECT: tidepool-missing-remove
  std::printf("%d\n", holding->lease->days);
}

int main() {
  Pool pool(2);
  for (int i = 0; i < 6; ++i) {
    auto lease = std::make_shared<Lease>(Lease{i});
    pool.post([lease] { sign(lease); });
  }
}
