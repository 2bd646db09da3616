// RUN: %expect %s
// The loop catches std::exception. An int passes it and ends the process.

#include <condition_variable>
#include <cstdio>
#include <exception>
#include <functional>
#include <list>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

// Workers log a std::exception and go on; anything else ends the process.
class Mints {
public:
  explicit Mints(int count) {
    for (int i = 0; i < count; ++i) crew_.push_back(std::thread([this] { this->attend(); }));
  }
  ~Mints() {
    lock_.lock();
    over_ = true;
    lock_.unlock();
    bell_.notify_all();
    for (auto &member : crew_) member.join();
  }
  void coin(std::function<void()> call) {
    std::lock_guard<std::mutex> hold(lock_);
    calls_.push_back(std::move(call));
    bell_.notify_one();
  }

private:
  void attend() {
    for (;;) {
      std::function<void()> call;
      {
        std::unique_lock<std::mutex> hold(lock_);
        while (calls_.empty() && !over_) bell_.wait(hold);
        if (calls_.empty()) return;
        call = std::move(calls_.front());
        calls_.pop_front();
      }
      try {
        call();
      } catch (const std::exception &e) {
        std::fprintf(stderr, "call failed: %s\n", e.what());
      }
    }
  }

  std::mutex lock_;
  std::condition_variable bell_;
  std::list<std::function<void()>> calls_;
  std::vector<std::thread> crew_;
  bool over_ = false;
};

struct Metal {
  int carat;
};

static thread_local const Metal *metal_ = nullptr;

static void assay() {
  if (metal_->carat > 24) throw std::invalid_argument("carat");
}

static void coin(const Metal &metal) {
  metal_ = &metal; // EXPECT: tidepool-unsafe-remove
  assay();
  std::printf("%d\n", metal_->carat);
  metal_ = nullptr;
}

int main() {
  Mints mints(2);
  for (int i = 0; i < 6; ++i) mints.coin([metal = Metal{5 * i}] { coin(metal); });
}
