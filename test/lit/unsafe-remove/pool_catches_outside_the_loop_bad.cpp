// RUN: %expect %s
// Around the loop a catch ends the thread with its slots; inside it the thread lives on.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

class Tellers {
public:
  explicit Tellers(int n) {
    for (int i = 0; i < n; ++i) threads_.emplace_back([this] { serve(); });
  }
  ~Tellers() {
    {
      std::lock_guard lock(mutex_);
      closed_ = true;
    }
    wake_.notify_all();
    for (auto &t : threads_) t.join();
  }
  void submit(std::function<void()> job) {
    std::lock_guard lock(mutex_);
    jobs_.push_back(std::move(job));
    wake_.notify_one();
  }

private:
  std::function<void()> next() {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [this] { return closed_ || !jobs_.empty(); });
    if (jobs_.empty()) return nullptr;
    auto job = std::move(jobs_.front());
    jobs_.pop_front();
    return job;
  }
  void serve() {
    while (auto job = next()) {
      try {
        job();
      } catch (...) {
        std::fputs("next please\n", stderr);
      }
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> jobs_;
  std::vector<std::thread> threads_;
  bool closed_ = false;
};

struct Cheque {
  int amount;
};

static thread_local const Cheque *cheque_ = nullptr;

static void cover() {
  if (cheque_->amount > 3) throw std::runtime_error("not covered");
}

int main() {
  Tellers tellers(2);
  for (int i = 0; i < 6; ++i) {
    tellers.submit([cheque = Cheque{i}] {
      cheque_ = &cheque; // EXPECT: tidepool-unsafe-remove
      cover();
      cheque_ = nullptr;
    });
  }
}
