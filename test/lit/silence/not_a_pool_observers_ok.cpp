// RUN: %expect %s
// Callbacks that are called on the caller's own thread make no pool, even out of a loop over a container.

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
#include <algorithm>
#include <cstdio>
#include <string>
#include <map>
// Callbacks that are called on the caller's own thread are no pool, even out of a loop over a container.
struct Event { int id; std::string text; };
static thread_local const Event *delivering = nullptr;
class Subject {
public:
  using Callback = std::function<void(const Event &)>;
  int subscribe(Callback c) { callbacks_[next_] = std::move(c); return next_++; }
  void publish(const Event &e) {
    for (auto &[id, c] : callbacks_) c(e);
    while (!once_.empty()) {
      auto c = std::move(once_.back());
      once_.pop_back();
      c(e);
    }
  }
  void once(Callback c) { once_.push_back(std::move(c)); }
private:
  std::map<int, Callback> callbacks_;
  std::vector<Callback> once_;
  int next_ = 0;
};
int main() {
  Subject s;
  s.subscribe([](const Event &e) {
    delivering = &e;
    std::puts(delivering->text.c_str());
  });
  s.once([](const Event &e) { delivering = &e; });
  for (int i = 0; i < 3; ++i) s.publish({i, "x"});
}
