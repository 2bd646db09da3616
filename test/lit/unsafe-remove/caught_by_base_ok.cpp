// RUN: %expect %s
// A handler for a base class catches the derived ones.

#include <condition_variable>
#include <cstdio>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <new>
#include <queue>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

// Workers survive a job that throws: the failure is logged, the next job runs.
class Valves {
public:
  explicit Valves(unsigned workers) {
    for (unsigned i = 0; i < workers; ++i)
      workers_.push_back(std::make_unique<std::thread>(&Valves::workerMain, this));
  }
  ~Valves() {
    {
      std::lock_guard lock(mutex_);
      closed_ = true;
    }
    wake_.notify_all();
    for (auto &worker : workers_) worker->join();
  }
  void turn(std::function<void()> work) {
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

struct Valve {
  int pressure;
};

struct Alarm : std::logic_error {
  using std::logic_error::logic_error;
};
struct Burst : Alarm {
  Burst() : Alarm("burst") {}
};

static thread_local const Valve *valve_ = nullptr;

static void turn() {
  if (valve_->pressure > 4) throw Burst();
}

static void work(const Valve &valve) {
  valve_ = &valve;
  try {
    turn();
  } catch (std::logic_error &e) {
    std::puts(e.what());
  }
  valve_ = nullptr;
}

int main() {
  Valves valves(2);
  for (int i = 0; i < 6; ++i) valves.turn([valve = Valve{i}] { work(valve); });
}
