// RUN: %expect %s
// Two slots are set, the reset clears one of them twice.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Dances {
public:
  explicit Dances(unsigned workers) {
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
  ~Dances() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void dance(std::function<void()> job) {
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

struct Couple {
  int leader, follower;
};

static thread_local const int *leader = nullptr;
static thread_local const int *follower = nullptr;

static void turn() { std::printf("%d %d\n", *leader, *follower); }

static void dance(const Couple &couple) {
  leader = &couple.leader;
  follower = &couple.follower;
  turn();
  leader = nullptr;
  follower = nullptr;
}

int main() {
  Dances dances(2);
  for (int i = 0; i < 6; ++i) dances.dance([couple = Couple{i, i + 1}] { dance(couple); });
}
