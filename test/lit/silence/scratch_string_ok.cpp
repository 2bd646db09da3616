// RUN: %expect %s
// A line buffer. Cleared before it is filled it is scratch; cleared at the end, past an early return, it bleeds
// (decision 5: appending is no read, sending what may be left over is one).

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
class LinePool {
public:
  explicit LinePool(unsigned workers) {
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
  ~LinePool() {
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

struct Row {
  std::vector<std::string> cells;
};

static thread_local std::string line;

static void emit(const Row &row) {
  line.clear();
  for (const std::string &cell : row.cells) line += cell;
  if (row.cells.size() < 2) return;
  std::fputs(line.c_str(), stdout);
}

int main() {
  LinePool pool(2);
  for (int i = 0; i < 12; ++i) {
    Row row;
    row.cells.assign(static_cast<std::size_t>(i % 4), "cell;");
    pool.post([row] { emit(row); });
  }
}
