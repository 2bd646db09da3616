// RUN: %expect %s
// `break` out of a do-while, past the reset in its condition.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Retry {
public:
  explicit Retry(unsigned workers) {
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
  ~Retry() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void attempt(std::function<void()> job) {
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

struct Upload {
  int id;
  int tries;
};

static thread_local const Upload *upload_ = nullptr;

static bool send(int attempt) { return attempt * 3 > upload_->id; }
static bool drop() {
  upload_ = nullptr;
  return false;
}

static void attempt(const Upload &upload) {
  upload_ = &upload;
  bool sent = false;
  do {
    for (int i = 0; i < upload.tries && !sent; ++i) sent = send(i);
  } while (drop());
  std::puts(sent ? "sent" : "given up");
}

int main() {
  Retry retry(2);
  for (int i = 0; i < 6; ++i) retry.attempt([upload = Upload{i, 2}] { attempt(upload); });
}
