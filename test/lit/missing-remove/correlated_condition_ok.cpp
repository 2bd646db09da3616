// RUN: %expect %s
// Set and cleared under the same condition: clean, unless the flag changes in between.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Traces {
public:
  explicit Traces(unsigned workers) {
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
  ~Traces() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void run(std::function<void()> job) {
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

struct Query {
  int id;
  bool traced;
};

static thread_local const Query *traced_ = nullptr;

static void span(const char *name) {
  if (traced_) std::printf("%d %s\n", traced_->id, name);
}

static void execute(const Query &query) {
  bool trace = query.traced;
  if (trace) traced_ = &query;
  span("plan");
  if (trace) traced_ = nullptr;
}

int main() {
  Traces traces(2);
  for (int i = 0; i < 9; ++i) traces.run([query = Query{i, i % 2 == 0}] { execute(query); });
}
