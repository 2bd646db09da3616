// RUN: not %tidepool check %s -- -std=c++20 2>&1 | FileCheck %s
// The path shows the call that the exception comes out of, where it goes past the remove, and the throw behind it.


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
class Compiler {
public:
  explicit Compiler(unsigned workers) {
    for (unsigned i = 0; i < workers; ++i)
      workers_.push_back(std::make_unique<std::thread>(&Compiler::workerMain, this));
  }
  ~Compiler() {
    {
      std::lock_guard lock(mutex_);
      closed_ = true;
    }
    wake_.notify_all();
    for (auto &worker : workers_) worker->join();
  }
  void compile(std::function<void()> work) {
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

struct Unit {
  std::string source;
};

static thread_local const Unit *unit_ = nullptr;

// CHECK: warning: an exception (out_of_range) can end task
// CHECK: note: called from 'lambda
// CHECK: note: 'unit_' is set here
// CHECK-NEXT: {{.*}}unit_ = &unit;
// CHECK: note: an exception leaves 'compile(const Unit &)' from here with 'unit_' still set
// CHECK-NEXT: {{.*}}sum(at)
// CHECK: note: thrown here
// CHECK-NEXT: {{.*}}throw std::out_of_range
// CHECK: note: what to do: let a destructor clear 'unit_'
// CHECK-NOT: note:

static char peek(std::size_t at) {
  if (at >= unit_->source.size()) throw std::out_of_range("end of input");
  return unit_->source[at];
}
static int number(std::size_t &at) {
  int value = 0;
  while (peek(at) != ';') value = value * 10 + (peek(at++) - '0');
  return value;
}
static int sum(std::size_t &at) {
  int left = number(at);
  ++at;
  return left + number(at);
}

static void compile(const Unit &unit) {
  unit_ = &unit;
  std::size_t at = 0;
  std::printf("%d\n", sum(at));
  unit_ = nullptr;
}

int main() {
  Compiler compiler(2);
  for (int i = 0; i < 6; ++i) compiler.compile([unit = Unit{std::to_string(i) + ";" + std::to_string(i)}] { compile(unit); });
}
