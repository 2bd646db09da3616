// RUN: %expect %s
// MODELS: pthread_key_t
// A global key, used directly.

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

struct Visit {
  std::string page;
};

static pthread_key_t visit_key;

static void count() { std::printf("%s\n", static_cast<Visit *>(pthread_getspecific(visit_key))->page.c_str()); }

static void record(std::string page) {
  Visit visit{std::move(page)};
  pthread_setspecific(visit_key, &visit); // EXPECT: tidepool-missing-remove
  count();
}

int main() {
  pthread_key_create(&visit_key, nullptr);
  Pool pool(2);
  for (int i = 0; i < 6; ++i) pool.post([i] { record(std::to_string(i)); });
}
