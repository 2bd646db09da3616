// RUN: %expect %s
// Writing the constant that the variable was initialised with is a remove.

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

struct Style {
  const char *name;
};

static const Style plain{"plain"};
static thread_local const Style *style = &plain;

static void print(const char *text) { std::printf("%s %s\n", style->name, text); }

static void paragraph(const Style &own, bool quoted) {
  style = &own; // EXPECT: tidepool-missing-remove
  print("text");
  if (quoted) return;
  style = &plain;
  std::puts("end");
}

int main() {
  Pool pool(2);
  for (int i = 0; i < 6; ++i) pool.post([own = Style{"bold"}, i] { paragraph(own, i % 2 == 0); });
}
