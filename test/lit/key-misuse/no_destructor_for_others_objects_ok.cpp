// RUN: %expect %s
// What the key keeps belongs to somebody else, who frees it.

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <pthread.h>
#include <string>
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

pthread_key_t key;
std::mutex mutex;
std::vector<std::unique_ptr<std::string>> all;

void makeKeys() { pthread_key_create(&key, nullptr); }

void handle(int id) {
  if (pthread_getspecific(key)) return;
  auto *mine = new std::string(id % 2 ? "odd" : "even");
  {
    std::lock_guard<std::mutex> lock(mutex);
    all.emplace_back(mine);
  }
  pthread_setspecific(key, mine);
}

int main() {
  makeKeys();
  Pool pool(2);
  for (int i = 0; i < 100; ++i) pool.post([i] { handle(i); });
}
