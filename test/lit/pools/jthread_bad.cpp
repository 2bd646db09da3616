// RUN: %expect %s
// std::jthread with a stop token, move-only tasks.

#include <condition_variable>
#include <cstdio>
#include <list>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

struct Work {
  virtual ~Work() = default;
  virtual void perform() = 0;
};

class Yard {
public:
  explicit Yard(int n) {
    for (int i = 0; i < n; ++i) threads_.emplace_back([this](std::stop_token stop) { loop(stop); });
  }
  void add(std::unique_ptr<Work> work) {
    std::lock_guard lock(mutex_);
    works_.push_back(std::move(work));
    wake_.notify_one();
  }

private:
  void loop(std::stop_token stop) {
    while (!stop.stop_requested()) {
      std::unique_lock lock(mutex_);
      if (!wake_.wait(lock, stop, [this] { return !works_.empty(); })) return;
      auto work = std::move(works_.front());
      works_.pop_front();
      lock.unlock();
      work->perform();
    }
  }

  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::list<std::unique_ptr<Work>> works_;
  std::vector<std::jthread> threads_;
};

struct Hull {
  int plates;
};

static thread_local const Hull *hull_ = nullptr;

class Rivet : public Work {
public:
  explicit Rivet(int plates) : own_{plates} {}
  void perform() override {
    hull_ = &own_; // EXPECT: tidepool-missing-remove
    std::printf("%d\n", hull_->plates);
  }

private:
  Hull own_;
};

int main() {
  Yard yard(2);
  for (int i = 0; i < 4; ++i) yard.add(std::make_unique<Rivet>(i));
}
