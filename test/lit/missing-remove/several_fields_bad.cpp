// RUN: %expect %s
// Decision 15: several fields of one holder, written in one function, are one finding at the first.

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
class Frontends {
public:
  explicit Frontends(unsigned workers) {
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
  ~Frontends() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void handle(std::function<void()> job) {
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

struct Request {
  std::string user, path;
};

struct Ambient {
  const Request *request = nullptr;
  const std::string *user = nullptr;
  int hops = 0;
};

static thread_local Ambient ambient;

static void log() { std::printf("%s %s\n", ambient.user->c_str(), ambient.request->path.c_str()); }

static void handle(const Request &request) {
  ambient.request = &request; // EXPECT: tidepool-missing-remove
  ambient.user = &request.user;
  log();
}

int main() {
  Frontends frontends(2);
  for (int i = 0; i < 6; ++i) frontends.handle([request = Request{"u", "/"}] { handle(request); });
}
