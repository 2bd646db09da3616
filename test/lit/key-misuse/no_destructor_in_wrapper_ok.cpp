// RUN: %expect %s
// This one does.

#include <condition_variable>
#include <deque>
#include <functional>
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

class Slot {
public:
  explicit Slot(void (*destroy)(void *) = nullptr) { pthread_key_create(&key_, destroy); }
  void set(void *value) { pthread_setspecific(key_, value); }
  void *get() const { return pthread_getspecific(key_); }

private:
  pthread_key_t key_;
};

Slot names([](void *name) { delete static_cast<std::string *>(name); });

void handle(int id) {
  if (!names.get()) names.set(new std::string("worker"));
  static_cast<std::string *>(names.get())->size();
  (void)id;
}

int main() {
  Pool pool(2);
  for (int i = 0; i < 100; ++i) pool.post([i] { handle(i); });
}
