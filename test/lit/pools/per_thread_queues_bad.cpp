// RUN: %expect %s
// A queue per worker, chosen round-robin; the workers are objects of their own.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

class Lane {
public:
  Lane() : thread_(&Lane::drive, this) {}
  ~Lane() {
    push({});
    thread_.join();
  }
  void push(std::function<void()> car) {
    std::lock_guard lock(mutex_);
    cars_.push_back(std::move(car));
    light_.notify_one();
  }

private:
  std::function<void()> front() {
    std::unique_lock lock(mutex_);
    light_.wait(lock, [this] { return !cars_.empty(); });
    auto car = std::move(cars_.front());
    cars_.pop_front();
    return car;
  }
  void drive() {
    while (true) {
      auto car = front();
      if (!car) break;
      car();
    }
  }

  std::mutex mutex_;
  std::condition_variable light_;
  std::deque<std::function<void()>> cars_;
  std::thread thread_;
};

class Highway {
public:
  explicit Highway(int lanes) {
    for (int i = 0; i < lanes; ++i) lanes_.push_back(std::make_unique<Lane>());
  }
  template <class F> void enter(F &&car) { lanes_[next_++ % lanes_.size()]->push(std::forward<F>(car)); }

private:
  std::vector<std::unique_ptr<Lane>> lanes_;
  std::size_t next_ = 0;
};

struct Car {
  int plate;
};

static thread_local const Car *driving = nullptr;

int main() {
  Highway highway(2);
  for (int i = 0; i < 4; ++i) {
    highway.enter([car = Car{i}] {
      driving = &car; // EXPECT: tidepool-missing-remove
      std::printf("%d\n", driving->plate);
    });
  }
}
