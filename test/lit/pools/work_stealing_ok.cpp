// RUN: %expect %s
// Its own deque first, then the common one, then somebody else's; whatever was found is run in one place.
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

struct Request {
  int tenant;
};
thread_local const Request *current;

struct Deque {
  std::mutex mutex;
  std::deque<std::function<void()>> tasks;
  void push(std::function<void()> task) {
    std::lock_guard<std::mutex> lock(mutex);
    tasks.push_back(std::move(task));
  }
  std::function<void()> popFront() {
    std::lock_guard<std::mutex> lock(mutex);
    if (tasks.empty())
      return nullptr;
    std::function<void()> task = std::move(tasks.front());
    tasks.pop_front();
    return task;
  }
  std::function<void()> popBack() {
    std::lock_guard<std::mutex> lock(mutex);
    if (tasks.empty())
      return nullptr;
    std::function<void()> task = std::move(tasks.back());
    tasks.pop_back();
    return task;
  }
};

class Scheduler {
public:
  explicit Scheduler(unsigned size) : own_(size) {
    for (unsigned i = 0; i < size; ++i)
      threads_.emplace_back([this, i] { work(i); });
  }
  void schedule(std::function<void()> task) { common_.push(std::move(task)); }

private:
  void work(unsigned self) {
    std::function<void()> task;
    while (!done_) {
      task = own_[self].popFront();
      if (task)
        goto run;
      task = common_.popFront();
      if (task)
        goto run;
      for (Deque &other : own_) {
        task = other.popBack();
        if (task)
          goto run;
      }
      std::this_thread::yield();
      continue;
    run:
      task();
    }
  }
  Deque common_;
  std::vector<Deque> own_;
  std::vector<std::thread> threads_;
  bool done_ = false;
};

int main() {
  Scheduler scheduler(2);
  Request request{1};
  scheduler.schedule([r = &request] {
    current = r;
    current = nullptr;
  });
}
