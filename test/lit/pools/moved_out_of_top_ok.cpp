// RUN: %expect %s
// A priority queue gives its top as const: it is moved out all the same. The inner loop empties the queue, the outer waits.
#include <condition_variable>
#include <functional>
#include <mutex>
#include <queue>
#include <thread>
#include <vector>

struct Request {
  int tenant;
};
thread_local const Request *current;

class Executor {
  struct Task {
    int priority;
    std::function<void()> callable;
    bool operator<(const Task &other) const { return priority < other.priority; }
  };
  struct State {
    std::mutex mutex;
    std::condition_variable ready;
    std::priority_queue<Task> pending;
    bool stop = false;
  };

public:
  explicit Executor(int size) {
    for (int i = 0; i < size; ++i)
      threads_.emplace_back([this] { work(state_); });
  }
  void spawn(int priority, std::function<void()> task) {
    std::lock_guard<std::mutex> lock(state_->mutex);
    state_->pending.push(Task{priority, std::move(task)});
    state_->ready.notify_one();
  }

private:
  static void work(std::shared_ptr<State> state) {
    std::unique_lock<std::mutex> lock(state->mutex);
    while (true) {
      while (!state->pending.empty()) {
        Task task = std::move(const_cast<Task &>(state->pending.top()));
        state->pending.pop();
        lock.unlock();
        std::move(task.callable)();
        lock.lock();
      }
      if (state->stop)
        break;
      state->ready.wait(lock);
    }
  }
  std::shared_ptr<State> state_ = std::make_shared<State>();
  std::vector<std::thread> threads_;
};

int main() {
  Executor executor(2);
  Request request{1};
  executor.spawn(1, [r = &request] {
    current = r;
    current = nullptr;
  });
}
