// RUN: %expect %s
// The submission wraps the task: what it throws goes into a promise, and the thread lives on.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <exception>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Threads {
public:
  explicit Threads(unsigned workers) {
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
  ~Threads() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void execute(std::function<void()> job) {
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

struct Loan {
  int rate;
};

static thread_local const Loan *loan_ = nullptr;

template <class F> static std::future<int> async(Threads &threads, F f) {
  auto promise = std::make_shared<std::promise<int>>();
  std::future<int> future = promise->get_future();
  threads.execute([promise, f] {
    try {
      promise->set_value(f());
    } catch (...) {
      promise->set_exception(std::current_exception());
    }
  });
  return future;
}

static int interest() {
  if (loan_->rate > 20) throw std::range_error("usury");
  return loan_->rate * 10;
}

int main() {
  Threads threads(2);
  for (int i = 0; i < 6; ++i) {
    auto result = async(threads, [loan = Loan{i * 6}] {
      loan_ = &loan; // EXPECT: tidepool-unsafe-remove
      int sum = interest();
      loan_ = nullptr;
      return sum;
    });
    result.wait();
  }
}
