// RUN: %expect %s
// One path removes, the other sets the empty value; and one does neither.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
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
// The part of tidepool/thread_local.h that this case uses.
namespace tidepool {
template <class T> class ThreadLocal {
public:
  ThreadLocal() = default;
  ~ThreadLocal();
  ThreadLocal(const ThreadLocal &) = delete;
  T get() const;
  void set(T value);
  void remove();
  bool is_present() const;
};
} // namespace tidepool

struct Alarm {
  int level;
};

static tidepool::ThreadLocal<const Alarm *> alarm_;
static tidepool::ThreadLocal<const Alarm *> previous;

static void ring(const Alarm &alarm) {
  alarm_.set(&alarm);
  previous.set(&alarm); // EXPECT: tidepool-missing-remove
  std::printf("%d %d\n", alarm_.get()->level, previous.get()->level);
  if (alarm.level > 2) {
    alarm_.remove();
    previous.remove();
  } else {
    alarm_.set(nullptr); // EXPECT: tidepool-set-null
  }
}

int main() {
  Pool pool(2);
  for (int i = 0; i < 6; ++i) pool.post([alarm = Alarm{i}] { ring(alarm); });
}
