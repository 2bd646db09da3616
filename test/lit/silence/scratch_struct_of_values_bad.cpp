// RUN: %expect %s
// A struct of strings and numbers, assigned as a whole before use. The same with a pointer in it is no scratch.

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
class EntryPool {
public:
  explicit EntryPool(unsigned workers) {
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
  ~EntryPool() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void give(std::function<void()> job) {
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

struct Headers {
  std::string path;
  int status = 0;
};

struct LogEntry {
  const Headers *headers = nullptr;
  int line = 0;
};

static thread_local LogEntry entry;

static void write() {
  std::printf("%s %d %d\n", entry.headers->path.c_str(), entry.headers->status, entry.line);
}

int main() {
  EntryPool pool(2);
  for (int i = 0; i < 9; ++i) {
    Headers headers{"/" + std::to_string(i), 200 + i};
    pool.give([headers, i] {
      entry = LogEntry{&headers, i}; // EXPECT: tidepool-missing-remove
      write();
    });
  }
}
