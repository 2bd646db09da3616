// RUN: %expect %s
// The worker is a nested class with operator(), which reaches the queue through a reference.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <list>
#include <mutex>
#include <thread>
#include <vector>

class ThreadPool {
public:
  explicit ThreadPool(std::size_t n) {
    while (n) {
      threads_.emplace_back(worker(*this));
      --n;
    }
  }
  ~ThreadPool() {
    {
      std::unique_lock<std::mutex> lock(mutex_);
      shutdown_ = true;
    }
    cond_.notify_all();
    for (auto &t : threads_) t.join();
  }
  void enqueue(std::function<void()> fn) {
    {
      std::unique_lock<std::mutex> lock(mutex_);
      jobs_.push_back(std::move(fn));
    }
    cond_.notify_one();
  }

private:
  struct worker {
    explicit worker(ThreadPool &pool) : pool_(pool) {}
    void operator()() {
      for (;;) {
        std::function<void()> fn;
        {
          std::unique_lock<std::mutex> lock(pool_.mutex_);
          pool_.cond_.wait(lock, [&] { return !pool_.jobs_.empty() || pool_.shutdown_; });
          if (pool_.shutdown_ && pool_.jobs_.empty()) break;
          fn = pool_.jobs_.front();
          pool_.jobs_.pop_front();
        }
        fn();
      }
    }
    ThreadPool &pool_;
  };
  friend struct worker;

  std::vector<std::thread> threads_;
  std::list<std::function<void()>> jobs_;
  bool shutdown_ = false;
  std::condition_variable cond_;
  std::mutex mutex_;
};

struct Connection {
  int socket;
};

static __thread const Connection *connection = nullptr;

static void answer() { std::printf("%d\n", connection->socket); }

int main() {
  ThreadPool pool(2);
  for (int i = 0; i < 4; ++i) {
    pool.enqueue([c = Connection{i}]() {
      connection = &c;
      answer();
      connection = nullptr;
    });
  }
}
