// RUN: %expect %s
//
// A cache per thread in raw storage, filled behind an emptiness test that the optimiser is told about.
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class Pool {
public:
  explicit Pool(int n) {
    for (int i = 0; i < n; ++i)
      threads_.emplace_back([this] { work(); });
  }
  void add(std::function<void()> job) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      jobs_.push_back(std::move(job));
    }
    wake_.notify_one();
  }

private:
  void work() {
    for (;;) {
      std::function<void()> job;
      {
        std::unique_lock<std::mutex> lock(mutex_);
        wake_.wait(lock, [this] { return !jobs_.empty(); });
        job = std::move(jobs_.front());
        jobs_.pop_front();
      }
      try {
        job();
      } catch (...) {
      }
    }
  }
  std::vector<std::thread> threads_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> jobs_;
};
#include <new>
#include <type_traits>
#define UNLIKELY(x) (__builtin_expect((x), 0))

class Random {
public:
  explicit Random(unsigned seed) : seed_(seed) {}
  unsigned next() { return seed_ = seed_ * 16807u; }
  static Random *ofThread() {
    static thread_local Random *instance;
    static thread_local std::aligned_storage<sizeof(Random)>::type bytes;
    auto rv = instance;
    if (UNLIKELY(rv == nullptr)) {
      size_t seed = std::hash<std::thread::id>()(std::this_thread::get_id());
      rv = new (&bytes) Random(static_cast<unsigned>(seed));
      instance = rv;
    }
    return rv;
  }

private:
  unsigned seed_;
};

int main() {
  Pool pool(2);
  for (int i = 0; i < 8; ++i)
    pool.add([i] {
      if (Random::ofThread()->next() % 2)
        Random::ofThread()->next();
    });
}
