// RUN: %expect %s
// Overwritten at the top of every task; but what is kept owns the task's document until the next task comes.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Indexer {
public:
  explicit Indexer(unsigned workers) {
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
  ~Indexer() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void index(std::function<void()> job) {
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

struct Document {
  std::string text;
};

static thread_local std::shared_ptr<const Document> scratch;

static void words() { std::printf("%zu\n", scratch->text.size()); }

int main() {
  Indexer indexer(2);
  for (int i = 0; i < 6; ++i) {
    auto document = std::make_shared<const Document>(Document{std::to_string(i)});
    indexer.index([document] {
      scratch = document; // EXPECT: tidepool-missing-remove
      words();
    });
  }
}
