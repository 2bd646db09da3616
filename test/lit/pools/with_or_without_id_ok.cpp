// RUN: %expect %s
// Each element has one of two functions: the loop calls the one that is there.
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <queue>
#include <thread>
#include <vector>

struct Request {
  int tenant;
};
thread_local const Request *current, *numbered;

class Pool {
  struct Element {
    bool runWithId;
    std::function<void()> noId;
    std::function<void(std::size_t)> withId;
    explicit Element(std::function<void()> f) : runWithId(false), noId(std::move(f)) {}
    explicit Element(std::function<void(std::size_t)> f) : runWithId(true), withId(std::move(f)) {}
  };

public:
  explicit Pool(int size) : threads_(size) {
    for (std::size_t i = 0; i < threads_.size(); ++i)
      threads_[i] = std::thread(std::bind(&Pool::mainLoop, this, i));
  }
  void run(std::function<void()> f) {
    std::unique_lock<std::mutex> lock(mutex_);
    tasks_.emplace(std::move(f));
    ready_.notify_one();
  }
  void runWithId(std::function<void(std::size_t)> f) {
    std::unique_lock<std::mutex> lock(mutex_);
    tasks_.emplace(std::move(f));
    ready_.notify_one();
  }

private:
  void mainLoop(std::size_t index) {
    std::unique_lock<std::mutex> lock(mutex_);
    while (running_) {
      ready_.wait(lock, [this] { return !tasks_.empty() || !running_; });
      if (!running_)
        break;
      {
        Element task = std::move(tasks_.front());
        tasks_.pop();
        lock.unlock();
        if (task.runWithId)
          task.withId(index);
        else
          task.noId();
      }
      lock.lock();
    }
  }
  std::queue<Element> tasks_;
  std::vector<std::thread> threads_;
  std::mutex mutex_;
  std::condition_variable ready_;
  bool running_ = true;
};

int main() {
  Pool pool(2);
  Request request{1};
  pool.run([r = &request] {
    current = r;
    current = nullptr;
  });
  pool.runWithId([r = &request](std::size_t) {
    numbered = r;
    numbered = nullptr;
  });
}
