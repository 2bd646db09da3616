// RUN: %expect %s
// Rows pile up and are sent with every task; with a clear behind it they are sent once (decisions 4 and 5).

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Writers {
public:
  explicit Writers(unsigned workers) {
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
  ~Writers() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void write(std::function<void()> job) {
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

static thread_local std::vector<std::string> rows;

static void send(const std::vector<std::string> &batch) {
  for (const std::string &row : batch) std::puts(row.c_str());
}

static void write(const std::string &row) {
  rows.push_back(row); // MAY: tidepool-unbounded-growth
  send(rows);          // EXPECT: tidepool-stale-read
}

int main() {
  Writers writers(2);
  for (int i = 0; i < 6; ++i) writers.write([row = std::to_string(i)] { write(row); });
}
