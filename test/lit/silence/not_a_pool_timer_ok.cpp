// RUN: %expect %s
// A thread that does one fixed thing again and again.

#include <condition_variable>
#include <functional>
#include <mutex>
#include <queue>
#include <thread>
#include <vector>
class Exec {
public:
  explicit Exec(int n) { for (int i = 0; i < n; ++i) t_.emplace_back([this] { loop(); }); }
  void run(std::function<void()> f) { { std::lock_guard<std::mutex> g(m_); q_.push(std::move(f)); } cv_.notify_one(); }
private:
  void loop() {
    for (;;) {
      std::function<void()> f;
      {
        std::unique_lock<std::mutex> l(m_);
        cv_.wait(l, [this] { return !q_.empty(); });
        f = std::move(q_.front());
        q_.pop();
      }
      f();
    }
  }
  std::mutex m_;
  std::condition_variable cv_;
  std::queue<std::function<void()>> q_;
  std::vector<std::thread> t_;
};
#include <chrono>
#include <cstdio>
#include <string>
// A timer thread with one fixed virtual function; a heartbeat. And a reader thread that walks its own list.
struct Probe { std::string target; };
static thread_local const Probe *probing = nullptr;
class Periodic {
public:
  virtual ~Periodic() = default;
  void start() {
    thread_ = std::thread([this] {
      while (!done_) {
        std::this_thread::sleep_for(std::chrono::seconds(1));
        tick();
      }
    });
  }
protected:
  virtual void tick() = 0;
private:
  std::thread thread_;
  std::atomic<bool> done_{false};
};
class Heartbeat : public Periodic {
public:
  explicit Heartbeat(std::vector<Probe> p) : probes_(std::move(p)) {}
private:
  void tick() override {
    for (const Probe &p : probes_) {
      probing = &p;
      std::puts(probing->target.c_str());
    }
  }
  std::vector<Probe> probes_;
};
int main() {
  Heartbeat h({{"a"}, {"b"}});
  h.start();
}
