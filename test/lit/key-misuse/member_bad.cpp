// RUN: %expect %s
// Each connection makes a key, and leaves it behind.

#include <condition_variable>
#include <deque>
#include <functional>
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

class Connection {
public:
  Connection() {
    pthread_key_create(&cursor_, nullptr); // EXPECT: tidepool-key-misuse
  }
  void use(int id) { pthread_setspecific(cursor_, id ? this : nullptr); }

private:
  pthread_key_t cursor_;
};

void handle(int id) {
  Connection connection;
  connection.use(id);
}

int main() {
  Pool pool(2);
  for (int i = 0; i < 100; ++i) pool.post([i] { handle(i); });
}
