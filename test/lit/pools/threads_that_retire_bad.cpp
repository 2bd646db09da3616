// RUN: %expect %s
// Threads are made when there is work, detached, and end when there has been none for a while: still a pool.
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

struct Request {
  int tenant;
};
thread_local const Request *current;

class Elastic {
public:
  void schedule(std::function<void()> task) {
    std::unique_lock<std::mutex> lock(mutex_);
    tasks_.push_back(std::move(task));
    if (idle_ == 0)
      std::thread([this] { work(); }).detach();
    else
      ready_.notify_one();
  }

private:
  void work() {
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
      while (tasks_.empty()) {
        ++idle_;
        auto status = ready_.wait_for(lock, std::chrono::seconds(30));
        --idle_;
        if (status == std::cv_status::timeout && tasks_.empty())
          return;
      }
      std::function<void()> task = std::move(tasks_.front());
      tasks_.pop_front();
      lock.unlock();
      task();
      lock.lock();
    }
  }
  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::function<void()>> tasks_;
  int idle_ = 0;
};

int main() {
  Elastic pool;
  Request request{1};
  pool.schedule([r = &request] {
    current = r; // EXPECT: tidepool-missing-remove
  });
}
