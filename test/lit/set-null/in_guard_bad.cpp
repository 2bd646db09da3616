// RUN: %expect %s
// In a guard's destructor.

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
class Banks {
public:
  explicit Banks(unsigned workers) {
    for (unsigned i = 0; i < workers; ++i)
      workers_.push_back(std::make_unique<std::thread>(&Banks::workerMain, this));
  }
  ~Banks() {
    {
      std::lock_guard lock(mutex_);
      closed_ = true;
    }
    wake_.notify_all();
    for (auto &worker : workers_) worker->join();
  }
  void transfer(std::function<void()> work) {
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
// The part of tidepool/thread_local.h that this case uses.
namespace tidepool {
template <class T> class ThreadLocal {
public:
  ThreadLocal() = default;
  ~ThreadLocal();
  ThreadLocal(const ThreadLocal &) = delete;
  T get() const;
  void set(T value);
  void remove();
  bool is_present() const;
};
} // namespace tidepool

struct Transfer {
  std::string iban;
  long cents;
};

static tidepool::ThreadLocal<const Transfer *> transfer_;

class Current {
public:
  explicit Current(const Transfer *transfer) { transfer_.set(transfer); }
  ~Current() { transfer_.set(nullptr); } // EXPECT: tidepool-set-null
  Current(const Current &) = delete;
  Current &operator=(const Current &) = delete;
};

static void check() {
  if (transfer_.get()->cents < 0) throw std::invalid_argument(transfer_.get()->iban);
}

int main() {
  Banks banks(2);
  for (long i = 0; i < 6; ++i) {
    banks.transfer([transfer = Transfer{"DE", 3 - i}] {
      Current current(&transfer);
      check();
    });
  }
}
