// RUN: %expect %s
// A queue that one thread fills and empties itself.

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
#include <cstdio>
#include <list>
#include <string>
// A queue that one function fills and empties itself: deferred actions, a stack of undo steps. No thread is involved.
struct Step { std::string name; std::function<void()> undo; };
static thread_local const Step *running = nullptr;
class Installer {
public:
  void add(Step s) { steps_.push_back(std::move(s)); }
  void rollback() {
    while (!steps_.empty()) {
      Step s = std::move(steps_.back());
      steps_.pop_back();
      running = &s;
      s.undo();
    }
  }
private:
  std::vector<Step> steps_;
};
int main() {
  Installer i;
  i.add({"a", [] { std::puts(running->name.c_str()); }});
  i.rollback();
  Exec e(1);
  e.run([] {
    std::list<std::function<void()>> deferred;
    deferred.push_back([] { std::puts("later"); });
    while (!deferred.empty()) {
      auto f = std::move(deferred.front());
      deferred.pop_front();
      f();
    }
  });
}
