// RUN: %expect %s
// What a pool's hook sets before every task, another clears after it.

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
#include <string>
// A pool with hooks around every task: what beforeTask sets, afterTask clears.
struct Req { std::string id; };
static thread_local std::string requestId;
static thread_local const Req *request = nullptr;
struct Job { Req req; std::function<void()> body; };
class HookedPool {
public:
  explicit HookedPool(int n) { for (int i = 0; i < n; ++i) t_.emplace_back([this] { loop(); }); }
  void submit(Job j) { std::lock_guard<std::mutex> g(m_); q_.push(std::move(j)); cv_.notify_one(); }
protected:
  virtual void beforeTask(const Job &j) { request = &j.req; requestId = j.req.id; }
  virtual void afterTask() { request = nullptr; requestId.clear(); }
private:
  void loop() {
    for (;;) {
      Job j = next();
      beforeTask(j);
      try {
        j.body();
      } catch (...) {
        std::puts("failed");
      }
      afterTask();
    }
  }
  Job next() {
    std::unique_lock<std::mutex> l(m_);
    cv_.wait(l, [this] { return !q_.empty(); });
    Job j = std::move(q_.front());
    q_.pop();
    return j;
  }
  std::mutex m_;
  std::condition_variable cv_;
  std::queue<Job> q_;
  std::vector<std::thread> t_;
};
int main() {
  HookedPool p(2);
  p.submit({{"a"}, [] { std::puts(request->id.c_str()); requestId = request->id + "/1"; std::puts(requestId.c_str()); }});
}
