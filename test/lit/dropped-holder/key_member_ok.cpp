// RUN: %expect %s
// Decision 9: a key that dies with its object is key-misuse, at its deletion or its creation; not dropped-holder.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <latch>
#include <mutex>
#include <pthread.h>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Pool {
public:
  explicit Pool(unsigned workers) {
    for (unsigned i = 0; i < workers; ++i) {
      threads_.emplace_back([this] {
        for (;;) {
          std::function<void()> job;
          {
            std::unique_lock<std::mutex> lock(mutex_);
            ready_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
            if (jobs_.empty()) return;
            job = std::move(jobs_.front());
            jobs_.pop_front();
          }
          job();
        }
      });
    }
  }
  ~Pool() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void post(std::function<void()> job) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      jobs_.push_back(std::move(job));
    }
    ready_.notify_one();
  }

private:
  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::function<void()>> jobs_;
  std::vector<std::thread> threads_;
  bool stopping_ = false;
};

class Statement {
public:
  explicit Statement(int parameters) : parameters_(parameters) {
    pthread_key_create(&cursor_, nullptr); // MAY: tidepool-key-misuse
  }
  ~Statement() {
    pthread_key_delete(cursor_); // MAY: tidepool-key-misuse
  }
  void step(int *row) {
    pthread_setspecific(cursor_, row);
    std::printf("%d %d\n", *static_cast<int *>(pthread_getspecific(cursor_)), parameters_);
  }

private:
  int parameters_;
  pthread_key_t cursor_;
};

int main() {
  Pool pool(2);
  for (int i = 0; i < 9; ++i) {
    Statement statement(i);
    std::latch done(1);
    pool.post([&] {
      int row = 4;
      statement.step(&row);
      done.count_down();
    });
    done.wait();
  }
}
