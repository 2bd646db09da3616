// RUN: %expect %s
// The pool lives longer than the query: rows stay behind on its threads.

#include <condition_variable>
#include <cstdlib>
#include <deque>
#include <functional>
#include <latch>
#include <mutex>
#include <pthread.h>
#include <thread>
#include <utility>
#include <vector>

// A fixed number of workers over one queue.
class Pool {
public:
  explicit Pool(unsigned workers) {
    for (unsigned i = 0; i < workers; ++i) threads_.emplace_back([this] { work(); });
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
  void work() {
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
  }

  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::function<void()>> jobs_;
  std::vector<std::thread> threads_;
  bool stopping_ = false;
};

class Query {
public:
  Query(Pool &pool, int parts) : pool_(pool), parts_(parts) { pthread_key_create(&row_, std::free); }
  ~Query() {
    pthread_key_delete(row_); // EXPECT: tidepool-key-misuse
  }
  void run() {
    std::latch done(parts_);
    for (int part = 0; part < parts_; ++part)
      pool_.post([this, &done] {
        step();
        done.count_down();
      });
    done.wait();
  }

private:
  void step() {
    if (!pthread_getspecific(row_)) pthread_setspecific(row_, std::malloc(64));
  }

  Pool &pool_;
  int parts_;
  pthread_key_t row_;
};

int main() {
  Pool pool(2);
  for (int i = 1; i < 9; ++i) {
    Query query(pool, i);
    query.run();
  }
}
