// RUN: %expect %s
// A guard of the user's own; without it the exception of a callee passes the reset.

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
class TaskPool {
public:
  explicit TaskPool(unsigned workers) {
    for (unsigned i = 0; i < workers; ++i)
      workers_.push_back(std::make_unique<std::thread>(&TaskPool::workerMain, this));
  }
  ~TaskPool() {
    {
      std::lock_guard lock(mutex_);
      closed_ = true;
    }
    wake_.notify_all();
    for (auto &worker : workers_) worker->join();
  }
  void submit(std::function<void()> work) {
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

struct Account {
  std::string owner;
  long balance = 0;
};

static thread_local const Account *charged = nullptr;

class Charging {
public:
  explicit Charging(const Account *account) { charged = account; }
  ~Charging() { charged = nullptr; }
  Charging(const Charging &) = delete;
  Charging &operator=(const Charging &) = delete;
};

static void debit(long amount) {
  if (amount > charged->balance) throw std::runtime_error(charged->owner);
}

int main() {
  TaskPool pool(2);
  for (long i = 0; i < 9; ++i) {
    pool.submit([account = Account{"owner" + std::to_string(i), 4}, i] {
      Charging charging(&account);
      debit(i);
      std::printf("%s pays %ld\n", charged->owner.c_str(), i);
    });
  }
}
