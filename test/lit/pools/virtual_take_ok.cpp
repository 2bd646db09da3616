// RUN: %expect %s
// The queue is an interface; what its take() returns is run.
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

struct Request {
  int tenant;
};
thread_local const Request *current;

struct Task {
  std::function<void()> func;
};

struct BlockingQueue {
  virtual ~BlockingQueue() = default;
  virtual void add(Task task) = 0;
  virtual Task take() = 0;
};

class Fifo : public BlockingQueue {
public:
  void add(Task task) override {
    std::lock_guard<std::mutex> lock(mutex_);
    tasks_.push_back(std::move(task));
    ready_.notify_one();
  }
  Task take() override {
    std::unique_lock<std::mutex> lock(mutex_);
    ready_.wait(lock, [this] { return !tasks_.empty(); });
    Task task = std::move(tasks_.front());
    tasks_.pop_front();
    return task;
  }

private:
  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<Task> tasks_;
};

class Executor {
public:
  Executor() : queue_(std::make_unique<Fifo>()) {
    for (int i = 0; i < 2; ++i)
      threads_.emplace_back([this] { run(); });
  }
  void add(std::function<void()> func) { queue_->add(Task{std::move(func)}); }

private:
  void run() {
    while (true) {
      Task task = queue_->take();
      if (!task.func)
        return;
      task.func();
    }
  }
  std::unique_ptr<BlockingQueue> queue_;
  std::vector<std::thread> threads_;
};

int main() {
  Executor executor;
  Request request{1};
  executor.add([r = &request] {
    current = r;
    current = nullptr;
  });
}
