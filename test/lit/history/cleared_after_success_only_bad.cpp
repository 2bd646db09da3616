// RUN: %expect %s
// The pool deletes a task's thread-specific data after the task, but inside the try block: not where the task throws.
// Seen in TheHPXProject/hpx#4137.

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

struct Account {
  int number;
};

static thread_local const Account *account = nullptr;

class Scheduler {
public:
  explicit Scheduler(int count) {
    for (int i = 0; i < count; ++i) threads_.emplace_back(&Scheduler::loop, this);
  }
  void spawn(std::function<void()> thread) {
    std::lock_guard<std::mutex> lock(mutex_);
    ready_.push_back(std::move(thread));
    wake_.notify_one();
  }

private:
  void loop() {
    for (;;) {
      std::function<void()> next;
      {
        std::unique_lock<std::mutex> lock(mutex_);
        wake_.wait(lock, [this] { return !ready_.empty(); });
        next = std::move(ready_.front());
        ready_.pop_front();
      }
      try {
        next();
        account = nullptr;
      } catch (const std::exception &failed) {
        std::fprintf(stderr, "%s\n", failed.what());
      }
    }
  }
  std::vector<std::thread> threads_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> ready_;
};

static void withdraw(int amount) {
  if (amount > 100) throw std::range_error("too much");
  std::printf("%d from %d\n", amount, account->number);
}

int main() {
  static Scheduler scheduler(2);
  for (int i = 0; i < 9; ++i) {
    scheduler.spawn([mine = Account{i}, amount = i * 20] {
      account = &mine; // EXPECT: tidepool-unsafe-remove
      withdraw(amount);
    });
  }
  std::this_thread::sleep_for(std::chrono::seconds(1));
  std::quick_exit(0);
}
