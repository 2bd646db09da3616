// RUN: %expect %s
// while (getTask(&task) && task) task->execute();
#include <condition_variable>
#include <list>
#include <mutex>
#include <queue>
#include <thread>

struct Request {
  int tenant;
};
thread_local const Request *current;

class Task {
public:
  typedef void (*Function)(void *);
  Task(Function function, void *argument) : function_(function), argument_(argument) {}
  virtual ~Task() = default;
  virtual void execute() { function_(argument_); }

private:
  Function function_;
  void *argument_;
};

class Pool {
  struct Worker {
    std::thread thread;
    Task *task = nullptr;
  };

public:
  explicit Pool(int size) {
    for (int i = 0; i < size; ++i) {
      workers_.emplace_back();
      workers_.back().thread = std::thread(&Pool::main, this, &workers_.back());
    }
  }
  void submit(Task *task) {
    std::lock_guard<std::mutex> lock(mutex_);
    tasks_.push(task);
    ready_.notify_one();
  }

private:
  bool getTask(Worker *worker, Task **task) {
    std::unique_lock<std::mutex> lock(mutex_);
    while (tasks_.empty()) {
      if (shutdown_)
        return false;
      ready_.wait(lock);
    }
    *task = tasks_.front();
    tasks_.pop();
    return true;
  }
  void main(Worker *worker) {
    Task *task = nullptr;
    while (getTask(worker, &task) && task)
      task->execute();
  }
  std::mutex mutex_;
  std::condition_variable ready_;
  std::queue<Task *> tasks_;
  std::list<Worker> workers_;
  bool shutdown_ = false;
};

void work(void *data) {
  current = static_cast<const Request *>(data); // EXPECT: tidepool-missing-remove
}

int main() {
  Pool pool(2);
  Request request{1};
  Task task(work, &request);
  pool.submit(&task);
}
