// RUN: %expect %s
// The guard takes the holder's wrapper by reference: the place that names the holder is where the guard is made.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <pthread.h>
#include <string>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Theatres {
public:
  explicit Theatres(unsigned workers) {
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
  ~Theatres() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void perform(std::function<void()> job) {
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

template <class T> class Slot {
public:
  explicit Slot(void (*destroy)(void *)) { pthread_key_create(&key_, destroy); }
  T *get() const { return static_cast<T *>(pthread_getspecific(key_)); }
  void put(T *value) { pthread_setspecific(key_, value); }
  void drop() { pthread_setspecific(key_, nullptr); }

private:
  pthread_key_t key_;
};

template <class T> class Occupy {
public:
  Occupy(Slot<T> &slot, T *value) : slot_(slot) { slot_.put(value); }
  ~Occupy() { std::puts("free again"); }
  Occupy(const Occupy &) = delete;
  Occupy &operator=(const Occupy &) = delete;

private:
  Slot<T> &slot_;
};

struct Play {
  std::string title;
};

static Slot<Play> stage(nullptr);

static void perform(Play play) {
  Occupy<Play> occupied(stage, &play); // KNOWN-FN: tidepool-missing-remove
  std::printf("%s\n", stage.get()->title.c_str());
}

int main() {
  Theatres theatres(2);
  for (int i = 0; i < 6; ++i) theatres.perform([i] { perform(Play{"act " + std::to_string(i)}); });
}
