// RUN: %expect %s
// No condition variable: the worker spins over a queue under a spin lock.

#include <atomic>
#include <cstdio>
#include <deque>
#include <functional>
#include <thread>

class Spinner {
public:
  Spinner() : thread_([this] { spin(); }) {}
  ~Spinner() {
    stop_ = true;
    thread_.join();
  }
  void put(std::function<void()> f) {
    lock();
    todo_.push_back(std::move(f));
    unlock();
  }

private:
  bool tryPop(std::function<void()> &f) {
    lock();
    bool any = !todo_.empty();
    if (any) {
      f = std::move(todo_.front());
      todo_.pop_front();
    }
    unlock();
    return any;
  }
  void spin() {
    std::function<void()> f;
    while (!stop_) {
      if (tryPop(f))
        f();
      else
        std::this_thread::yield();
    }
  }
  void lock() {
    while (busy_.test_and_set()) {
    }
  }
  void unlock() { busy_.clear(); }

  std::atomic_flag busy_ = ATOMIC_FLAG_INIT;
  std::atomic<bool> stop_{false};
  std::deque<std::function<void()>> todo_;
  std::thread thread_;
};

struct Particle {
  double x;
};

static thread_local const Particle *particle_ = nullptr;

int main() {
  Spinner spinner;
  for (int i = 0; i < 4; ++i) {
    spinner.put([particle = Particle{i * 0.5}] {
      particle_ = &particle;
      std::printf("%f\n", particle_->x);
      particle_ = nullptr;
    });
  }
}
