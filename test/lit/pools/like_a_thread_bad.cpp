// RUN: %expect %s
// A class that looks like std::thread and takes its thread from a pool.
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

struct Request {
  int tenant;
};
thread_local const Request *current;

class GlobalPool {
public:
  static GlobalPool &instance() {
    static GlobalPool pool;
    return pool;
  }
  void schedule(std::function<void()> job) {
    std::lock_guard<std::mutex> lock(mutex_);
    jobs_.push_back(std::move(job));
    ready_.notify_one();
  }

private:
  GlobalPool() {
    for (int i = 0; i < 4; ++i)
      threads_.emplace_back([this] { work(); });
  }
  void work() {
    while (true) {
      std::unique_lock<std::mutex> lock(mutex_);
      ready_.wait(lock, [this] { return !jobs_.empty(); });
      std::function<void()> job = std::move(jobs_.front());
      jobs_.pop_front();
      lock.unlock();
      job();
    }
  }
  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::function<void()>> jobs_;
  std::vector<std::thread> threads_;
};

class PooledThread {
public:
  template <typename F> explicit PooledThread(F &&function) {
    GlobalPool::instance().schedule([function = std::forward<F>(function)]() mutable { function(); });
  }
  void join() {}
};

int main() {
  Request request{1};
  PooledThread thread([r = &request] {
    current = r; // EXPECT: tidepool-missing-remove
  });
  thread.join();
}
