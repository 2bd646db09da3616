// RUN: %expect %s
// A helper that runs a callback under a context; its own guard makes it safe.

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
class Brokers {
public:
  explicit Brokers(unsigned workers) {
    for (unsigned i = 0; i < workers; ++i)
      workers_.push_back(std::make_unique<std::thread>(&Brokers::workerMain, this));
  }
  ~Brokers() {
    {
      std::lock_guard lock(mutex_);
      closed_ = true;
    }
    wake_.notify_all();
    for (auto &worker : workers_) worker->join();
  }
  void broker(std::function<void()> work) {
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

struct Order {
  int shares;
};

static thread_local const Order *context = nullptr;

struct Reset {
  ~Reset() { context = nullptr; }
};

template <class F> static void with(const Order &order, F body) {
  Reset reset;
  context = &order;
  body();
}

static void buy() {
  if (context->shares > 100) throw std::out_of_range("shares");
  std::printf("%d\n", context->shares);
}

int main() {
  Brokers brokers(2);
  for (int i = 0; i < 6; ++i) {
    Order order{i * 30};
    brokers.broker([order] { with(order, [] { buy(); }); });
  }
}
