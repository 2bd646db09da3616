// RUN: %expect %s
// The worker catches std::exception; anything else ends the process.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <thread>

struct Job {
  virtual ~Job() = default;
  virtual void execute() = 0;
};
class Runner {
public:
  void start() {
    t1_ = std::thread(&Runner::main, this);
    t2_ = std::thread(&Runner::main, this);
  }
  void add(std::unique_ptr<Job> j) {
    std::lock_guard l(m_);
    q_.push_back(std::move(j));
    c_.notify_one();
  }

private:
  void main() {
    while (auto j = next()) {
      try {
        j->execute();
      } catch (const std::exception &e) {
        std::fprintf(stderr, "%s", e.what());
      }
    }
  }
  std::unique_ptr<Job> next() {
    std::unique_lock l(m_);
    while (q_.empty()) {
      if (done_)
        return nullptr;
      c_.wait(l);
    }
    auto j = std::move(q_.front());
    q_.pop_front();
    return j;
  }
  std::mutex m_;
  std::condition_variable c_;
  std::deque<std::unique_ptr<Job>> q_;
  std::thread t1_, t2_;
  bool done_ = false;
};
struct Fatal {};
thread_local Job *running = nullptr;
thread_local Job *running2 = nullptr;
thread_local Job *running3 = nullptr;
struct Soft : Job {
  int n = 0;
  void execute() override {
    running = this; // EXPECT: tidepool-unsafe-remove
    if (n)
      throw std::logic_error("n");
    running = nullptr;
  }
};
struct Hard : Job {
  int n = 0;
  void execute() override {
    running2 = this;
    if (n)
      throw Fatal{};
    running2 = nullptr;
  }
};
struct Step {
  virtual void go(int) = 0;
  virtual ~Step() = default;
};
struct Quiet : Step {
  void go(int) override {}
};
struct Loud : Step {
  void go(int v) override {
    if (v > 3)
      throw std::length_error("v");
  }
};
struct Multi : Job {
  std::unique_ptr<Step> s = std::make_unique<Loud>();
  void execute() override {
    running3 = this; // EXPECT: tidepool-unsafe-remove
    s->go(2);
    running3 = nullptr;
  }
};
int main() {
  Runner r;
  r.start();
  r.add(std::make_unique<Soft>());
  r.add(std::make_unique<Hard>());
  r.add(std::make_unique<Multi>());
}
