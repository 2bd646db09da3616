// RUN: %expect %s
// The reset is the last operand of &&: it runs only if everything before it was true.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Gates {
public:
  explicit Gates(unsigned workers) {
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
  ~Gates() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void open(std::function<void()> job) {
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

struct Ticket {
  int number;
  bool valid;
};

static thread_local const Ticket *ticket_ = nullptr;

static bool take(const Ticket &ticket) {
  ticket_ = &ticket; // EXPECT: tidepool-missing-remove
  return true;
}
static bool check() { return ticket_->valid; }
static bool giveBack() {
  ticket_ = nullptr;
  return true;
}

static void enter(const Ticket &ticket) {
  if (take(ticket) && check() && giveBack()) std::puts("welcome");
}

int main() {
  Gates gates(2);
  for (int i = 0; i < 9; ++i) gates.open([ticket = Ticket{i, i % 2 == 0}] { enter(ticket); });
}
