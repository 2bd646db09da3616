// RUN: %expect %s
// A guard without a name dies at the semicolon: nothing is left, and nothing is guarded any more.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <memory>
#include <mutex>
#include <queue>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

// Workers survive a job that throws: the failure is logged, the next job runs.
class Towers {
public:
  explicit Towers(unsigned workers) {
    for (unsigned i = 0; i < workers; ++i)
      workers_.push_back(std::make_unique<std::thread>(&Towers::workerMain, this));
  }
  ~Towers() {
    {
      std::lock_guard lock(mutex_);
      closed_ = true;
    }
    wake_.notify_all();
    for (auto &worker : workers_) worker->join();
  }
  void build(std::function<void()> work) {
    std::lock_guard lock(mutex_);
    backlog_.push(std::move(work));
    wake_.notify_one();
  }

private:
  void workerMain() {
    std::unique_lock lock(mutex_);
    while (true) {
      wake_.wait(lock, [this] { return closed_ || !backlog_.empty(); });
      if (backlog_.empty()) return;
      std::function<void()> work = std::move(backlog_.front());
      backlog_.pop();
      lock.unlock();
      try {
        work();
      } catch (...) {
        std::fputs("job failed\n", stderr);
      }
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::queue<std::function<void()>> backlog_;
  std::vector<std::unique_ptr<std::thread>> workers_;
  bool closed_ = false;
};

struct Plan {
  int floors;
};

static thread_local const Plan *plan_ = nullptr;

struct Unset {
  ~Unset() { plan_ = nullptr; }
};

static void storey(int i) {
  if (i > plan_->floors) throw std::logic_error("too high");
}

static void build(const Plan &plan) {
  (void)Unset{};
  plan_ = &plan; // EXPECT: tidepool-unsafe-remove
  for (int i = 0; i < 4; ++i) storey(i);
  plan_ = nullptr;
}

int main() {
  Towers towers(2);
  for (int i = 0; i < 6; ++i) towers.build([plan = Plan{i}] { build(plan); });
}
