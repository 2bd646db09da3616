// RUN: %expect %s
// Decision 1: the assignment in the setter is the place, whoever of its callers forgets the reset.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Halls {
public:
  explicit Halls(unsigned workers) {
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
  ~Halls() {
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

struct Event {
  int seats;
};

static thread_local const Event *event_ = nullptr;

static void setEvent(const Event *event) { event_ = event; } // EXPECT: tidepool-missing-remove
static int seats() { return event_->seats; }

static void concert(const Event &event) {
  setEvent(&event);
  std::printf("concert %d\n", seats());
  setEvent(nullptr);
}

static void lecture(const Event &event) {
  setEvent(&event);
  std::printf("lecture %d\n", seats());
}

int main() {
  Halls halls(2);
  for (int i = 0; i < 6; ++i) {
    halls.book([event = Event{i}] { concert(event); });
    halls.book([event = Event{i}] { lecture(event); });
  }
}
