// RUN: %expect %s
// A template wrapper around a wrapper around a key.

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

class RawSlot {
public:
  RawSlot() { pthread_key_create(&key_, nullptr); }
  void *load() const { return pthread_getspecific(key_); }
  void store(void *value) { pthread_setspecific(key_, value); }

private:
  pthread_key_t key_;
};

template <class T> class ThreadVariable {
public:
  ThreadVariable &operator=(T *value) {
    raw_.store(value);
    return *this;
  }
  T *operator->() const { return static_cast<T *>(raw_.load()); }
  void forget() { raw_.store(nullptr); }

private:
  RawSlot raw_;
};

struct Parcel {
  int grams;
};

static ThreadVariable<Parcel> parcel;

static void weigh() { std::printf("%d\n", parcel->grams); }

int main() {
  Pool pool(2);
  for (int i = 0; i < 6; ++i) {
    pool.post([i] {
      Parcel mine{i};
      parcel = &mine; // EXPECT: tidepool-missing-remove
      weigh();
    });
  }
}
