// RUN: %expect %s
// A callable that is only called on the spot is no task.

#include <algorithm>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Sorter {
public:
  explicit Sorter(unsigned workers) {
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
  ~Sorter() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void sort(std::function<void()> job) {
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

struct Column {
  int index;
};

static thread_local const Column *sortColumn = nullptr;

static bool less(int a, int b) { return (a ^ sortColumn->index) < (b ^ sortColumn->index); }

int main() {
  std::vector<int> rows{4, 1, 3};
  Column column{5};
  Sorter sorter(2);
  auto task = [&rows, &column] {
    sortColumn = &column; // EXPECT: tidepool-missing-remove
    std::sort(rows.begin(), rows.end(), less);
  };
  sorter.sort(task);
}
