// RUN: %expect %s
// A movable guard that a function returns: it guards where it ends up.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Farms {
public:
  explicit Farms(unsigned workers) {
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
  ~Farms() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void milk(std::function<void()> job) {
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

struct Cow {
  int number;
};

static thread_local const Cow *cow_ = nullptr;

class Lead {
public:
  explicit Lead(const Cow *cow) { cow_ = cow; }
  Lead(Lead &&other) noexcept : active_(std::exchange(other.active_, false)) {}
  ~Lead() {
    if (active_) cow_ = nullptr;
  }

private:
  bool active_ = true;
};

static Lead lead(const Cow &cow) { return Lead(&cow); }

static void milk(const Cow &cow) {
  Lead here = lead(cow);
  std::printf("%d\n", cow_->number);
}

int main() {
  Farms farms(2);
  for (int i = 0; i < 6; ++i) farms.milk([cow = Cow{i}] { milk(cow); });
}
