// RUN: %expect %s
// A guard on the heap, owned by a local unique_ptr; or let go of.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Labs {
public:
  explicit Labs(unsigned workers) {
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
  ~Labs() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void measure(std::function<void()> job) {
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

struct Probe {
  int channel;
};

static thread_local const Probe *probe_ = nullptr;

class Binding {
public:
  explicit Binding(const Probe &probe) { probe_ = &probe; } // EXPECT: tidepool-missing-remove
  ~Binding() { probe_ = nullptr; }
  Binding(const Binding &) = delete;
  Binding &operator=(const Binding &) = delete;
};

static void measure(const Probe &probe) {
  auto binding = std::make_unique<Binding>(probe);
  std::printf("%d\n", probe_->channel);
  binding.release();
}

int main() {
  Labs labs(2);
  for (int i = 0; i < 6; ++i) labs.measure([probe = Probe{i}] { measure(probe); });
}
