// RUN: %expect %s
// `continue` skips the reset at the end of the loop's body.

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
class Ingest {
public:
  explicit Ingest(unsigned workers) {
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
  ~Ingest() {
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
  std::string key;
  bool tombstone = false;
};

static thread_local const Row *row_ = nullptr;

static void index() { std::printf("%s\n", row_->key.c_str()); }

static void ingest(const std::vector<Row> &rows) {
  for (const Row &row : rows) {
    if (row.tombstone) continue;
    row_ = &row;
    index();
    row_ = nullptr;
  }
}

int main() {
  Ingest pool(2);
  std::vector<Row> rows{{"a"}, {"b", true}, {"c"}};
  pool.post([rows] { ingest(rows); });
}
