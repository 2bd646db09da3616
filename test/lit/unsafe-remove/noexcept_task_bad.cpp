// RUN: %expect %s
// The task itself is noexcept: what leaves it ends the process.

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
class Ships {
public:
  explicit Ships(unsigned workers) {
    for (unsigned i = 0; i < workers; ++i)
      workers_.push_back(std::make_unique<std::thread>(&Ships::workerMain, this));
  }
  ~Ships() {
    {
      std::lock_guard lock(mutex_);
      closed_ = true;
    }
    wake_.notify_all();
    for (auto &worker : workers_) worker->join();
  }
  void sail(std::function<void()> work) {
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

struct Voyage {
  int miles;
};

static thread_local const Voyage *voyage_ = nullptr;

static void leg(int i) {
  if (i > voyage_->miles) throw std::runtime_error("aground");
}

int main() {
  Ships ships(2);
  for (int i = 0; i < 6; ++i) {
    ships.sail([voyage = Voyage{i}]() {
      voyage_ = &voyage; // EXPECT: tidepool-unsafe-remove
      for (int l = 0; l < 4; ++l) leg(l);
      std::printf("%d\n", voyage_->miles);
      voyage_ = nullptr;
    });
  }
}
