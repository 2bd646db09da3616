// RUN: %expect %s
// The callee deals with its exceptions itself; the twin's lets some of them go on.

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
class Couriers {
public:
  explicit Couriers(unsigned workers) {
    for (unsigned i = 0; i < workers; ++i)
      workers_.push_back(std::make_unique<std::thread>(&Couriers::workerMain, this));
  }
  ~Couriers() {
    {
      std::lock_guard lock(mutex_);
      closed_ = true;
    }
    wake_.notify_all();
    for (auto &worker : workers_) worker->join();
  }
  void carry(std::function<void()> work) {
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

struct Letter {
  int weight;
};

static thread_local const Letter *letter_ = nullptr;

static void weigh() {
  if (letter_->weight > 20) throw std::overflow_error("too heavy");
  if (letter_->weight == 0) throw 0;
}

static bool stamp() {
  try {
    weigh();
    return true;
  } catch (const std::overflow_error &) {
    return false;
  }
}

static void carry(const Letter &letter) {
  letter_ = &letter; // EXPECT: tidepool-unsafe-remove
  std::printf("%d\n", stamp());
  letter_ = nullptr;
}

int main() {
  Couriers couriers(2);
  for (int i = 0; i < 6; ++i) couriers.carry([letter = Letter{i * 5}] { carry(letter); });
}
