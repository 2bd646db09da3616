// RUN: %expect %s
// The guard's scope ends before the call that throws.

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
class Trains {
public:
  explicit Trains(unsigned workers) {
    for (unsigned i = 0; i < workers; ++i)
      workers_.push_back(std::make_unique<std::thread>(&Trains::workerMain, this));
  }
  ~Trains() {
    {
      std::lock_guard lock(mutex_);
      closed_ = true;
    }
    wake_.notify_all();
    for (auto &worker : workers_) worker->join();
  }
  void depart(std::function<void()> work) {
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

struct Train {
  int number;
  int cars;
};

static thread_local const Train *train_ = nullptr;

struct Clear {
  ~Clear() { train_ = nullptr; }
};

static void couple(int cars) {
  if (cars > train_->cars) throw std::length_error("cars");
}

static void depart(const Train &train) {
  {
    Clear clear;
    std::printf("%d\n", train.number);
  }
  train_ = &train; // EXPECT: tidepool-unsafe-remove
  for (int i = 0; i < 4; ++i) couple(i);
  train_ = nullptr;
}

int main() {
  Trains trains(2);
  for (int i = 0; i < 6; ++i) trains.depart([train = Train{i, i}] { depart(train); });
}
