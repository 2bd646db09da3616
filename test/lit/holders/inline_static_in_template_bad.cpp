// RUN: %expect %s
// One slot per instantiation: clearing that of another type clears nothing here.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
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

template <class T> class Current {
public:
  static void set(const T *value) { value_ = value; } // EXPECT: tidepool-missing-remove
  static const T &get() { return *value_; }
  static void reset() { value_ = nullptr; }

private:
  static inline thread_local const T *value_ = nullptr;
};

struct Page {
  int number;
};
struct Site {
  int pages;
};

static void show() { std::printf("%d/%d\n", Current<Page>::get().number, Current<Site>::get().pages); }

static void visit(const Page &page, const Site &site) {
  Current<Page>::set(&page);
  Current<Site>::set(&site);
  show();
  Current<Site>::reset();
  Current<Site>::reset();
}

int main() {
  Pool pool(2);
  for (int i = 0; i < 6; ++i) pool.post([page = Page{i}, site = Site{6}] { visit(page, site); });
}
