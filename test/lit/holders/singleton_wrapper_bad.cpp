// RUN: %expect %s
// The wrapper's object is a function-local static.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
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

class Registry {
public:
  static Registry &instance() {
    static Registry registry;
    return registry;
  }
  void bind(void *object) { pthread_setspecific(key_, object); }
  void unbind() { pthread_setspecific(key_, nullptr); }
  void *bound() const { return pthread_getspecific(key_); }

private:
  Registry() { pthread_key_create(&key_, nullptr); }
  pthread_key_t key_;
};

struct Device {
  int port;
};

static int port() { return static_cast<Device *>(Registry::instance().bound())->port; }

static void poll(Device device) {
  Registry::instance().bind(&device); // EXPECT: tidepool-missing-remove
  std::printf("%d\n", port());
}

int main() {
  Pool pool(2);
  for (int i = 0; i < 6; ++i) pool.post([i] { poll(Device{i}); });
}
