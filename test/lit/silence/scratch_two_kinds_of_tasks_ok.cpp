// RUN: %expect %s
// Both kinds of tasks write before they read; or one of them does not.

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
class Mixed {
public:
  explicit Mixed(unsigned workers) {
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
  ~Mixed() {
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

struct Login {
  std::string user;
};
struct Logout {
  std::string user;
  bool forced = false;
};

static thread_local std::string who;

static void audit(const char *what) {
  std::printf("%s %s\n", who.c_str(), what);
}

static void handle(const Login &login) {
  who = login.user;
  audit("login");
}

static void handle(const Logout &logout) {
  who = logout.user;
  audit(logout.forced ? "forced logout" : "logout");
}

int main() {
  Mixed pool(2);
  for (int i = 0; i < 10; ++i) {
    std::string user = "u" + std::to_string(i);
    if (i % 2)
      pool.post([login = Login{user}] { handle(login); });
    else
      pool.post([logout = Logout{user}] { handle(logout); });
  }
}
