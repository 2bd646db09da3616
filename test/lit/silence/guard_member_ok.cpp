// RUN: %expect %s
// The guard is a member of a member of a local object, all destructors implicit. On the heap without a delete it
// guards nothing.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <memory>
#include <mutex>
#include <queue>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

// Workers survive a job that throws: the failure is logged, the next job runs.
class Gateways {
public:
  explicit Gateways(unsigned workers) {
    for (unsigned i = 0; i < workers; ++i)
      workers_.push_back(std::make_unique<std::thread>(&Gateways::workerMain, this));
  }
  ~Gateways() {
    {
      std::lock_guard lock(mutex_);
      closed_ = true;
    }
    wake_.notify_all();
    for (auto &worker : workers_) worker->join();
  }
  void forward(std::function<void()> work) {
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

struct Call {
  std::string method;
  int size;
};

static thread_local const Call *call_ = nullptr;

struct Scope {
  explicit Scope(const Call *call) { call_ = call; }
  ~Scope() { call_ = nullptr; }
  Scope(const Scope &) = delete;
  Scope &operator=(const Scope &) = delete;
};

struct Timing {
  explicit Timing(const Call *call) : scope(call) {}
  Scope scope;
  long started = 0;
};

struct Exchange {
  explicit Exchange(const Call &call) : timing(&call), method(call.method) {}
  Timing timing;
  std::string method;
};

static void transmit() {
  if (call_->size > 4) throw std::length_error(call_->method);
}

static void forward(const Call &call) {
  Exchange exchange(call);
  transmit();
  std::printf("%s\n", exchange.method.c_str());
}

int main() {
  Gateways gateways(2);
  for (int i = 0; i < 6; ++i) gateways.forward([call = Call{"m" + std::to_string(i), i}] { forward(call); });
}
