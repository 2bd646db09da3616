// RUN: %expect %s
// A guard with a switch: it clears unless somebody commits.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Banks {
public:
  explicit Banks(unsigned workers) {
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
  ~Banks() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void book(std::function<void()> job) {
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

struct Entry {
  int amount;
};

static thread_local const Entry *entry_ = nullptr;

class Booking {
public:
  explicit Booking(const Entry *entry) { entry_ = entry; } // EXPECT: tidepool-missing-remove
  ~Booking() {
    if (!committed_) {
      std::puts("rolled back");
      entry_ = nullptr;
    }
  }
  void commit() { committed_ = true; }

private:
  bool committed_ = false;
};

static void book(const Entry &entry) {
  Booking booking(&entry);
  if (entry_->amount > 0) booking.commit();
}

int main() {
  Banks banks(2);
  for (int i = 0; i < 6; ++i) banks.book([entry = Entry{i}] { book(entry); });
}
