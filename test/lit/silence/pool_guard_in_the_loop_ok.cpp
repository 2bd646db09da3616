// RUN: %expect %s
// A guard object lives in the loop's body, around every call.

#include <condition_variable>
#include <cstdio>
#include <list>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

struct Trace {
  int spans = 0;
};

class Span {
public:
  static Trace *active() { return active_; }
  static void activate(Trace *trace) { active_ = trace; }
  Span() : outer_(active_) {}
  ~Span() { active_ = outer_; }

private:
  static thread_local Trace *active_;
  Trace *outer_;
};

thread_local Trace *Span::active_ = nullptr;

class Operation {
public:
  virtual ~Operation() = default;
  virtual void perform() = 0;
};

class Machine {
public:
  explicit Machine(unsigned n) {
    while (n--) threads_.emplace_back([this] { work(); });
  }
  ~Machine() {
    {
      std::lock_guard lock(mutex_);
      off_ = true;
    }
    changed_.notify_all();
    for (auto &t : threads_) t.join();
  }
  void put(std::unique_ptr<Operation> operation) {
    std::lock_guard lock(mutex_);
    operations_.push_back(std::move(operation));
    changed_.notify_one();
  }

private:
  void work() {
    for (;;) {
      std::unique_ptr<Operation> operation;
      {
        std::unique_lock lock(mutex_);
        while (operations_.empty() && !off_) changed_.wait(lock);
        if (operations_.empty()) break;
        operation = std::move(operations_.front());
        operations_.pop_front();
      }
      Span span;
      operation->perform();
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::list<std::unique_ptr<Operation>> operations_;
  std::vector<std::thread> threads_;
  bool off_ = false;
};

class Count final : public Operation {
public:
  void perform() override {
    Span::activate(&trace_);
    ++Span::active()->spans;
    std::printf("%d\n", trace_.spans);
  }

private:
  Trace trace_;
};

int main() {
  Machine machine(2);
  for (int i = 0; i < 9; ++i) machine.put(std::make_unique<Count>());
}
