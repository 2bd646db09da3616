// RUN: %expect %s
// A generic guard over a reference. Bound to a copy of the slot's value it restores the copy.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Rooms {
public:
  explicit Rooms(unsigned workers) {
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
  ~Rooms() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void enter(std::function<void()> job) {
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

template <class T> class ScopedValue {
public:
  ScopedValue(T &place, T value) : place_(place), old_(std::exchange(place, value)) {}
  ~ScopedValue() { place_ = old_; }
  ScopedValue(const ScopedValue &) = delete;
  ScopedValue &operator=(const ScopedValue &) = delete;

private:
  T &place_;
  T old_;
};

struct Visitor {
  int ticket;
};

static thread_local const Visitor *visitor_ = nullptr;

static int ticket() { return visitor_->ticket; }

static void admit(const Visitor &visitor) {
  const Visitor *before = nullptr;
  ScopedValue<const Visitor *> scope(before, &visitor);
  visitor_ = before; // EXPECT: tidepool-missing-remove
  std::printf("%d\n", ticket());
}

int main() {
  Rooms rooms(2);
  for (int i = 0; i < 5; ++i) rooms.enter([visitor = Visitor{i}] { admit(visitor); });
}
