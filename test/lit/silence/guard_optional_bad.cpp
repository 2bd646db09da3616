// RUN: %expect %s
// A guard in an optional, engaged wherever the slot is set; or only for some of the tasks that set it.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Drivers {
public:
  explicit Drivers(unsigned workers) {
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
  ~Drivers() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void drive(std::function<void()> job) {
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

struct Route {
  int stops;
  bool guided;
};

static thread_local const Route *route_ = nullptr;

struct Guidance {
  explicit Guidance(const Route *) {}
  ~Guidance() { route_ = nullptr; }
  Guidance(const Guidance &) = delete;
  Guidance &operator=(const Guidance &) = delete;
};

static void drive(const Route &route) {
  std::optional<Guidance> guidance;
  route_ = &route; // EXPECT: tidepool-missing-remove
  if (route.guided) guidance.emplace(&route);
  std::printf("%d\n", route_->stops);
}

int main() {
  Drivers drivers(2);
  for (int i = 0; i < 6; ++i) drivers.drive([route = Route{i, i % 2 == 0}] { drive(route); });
}
