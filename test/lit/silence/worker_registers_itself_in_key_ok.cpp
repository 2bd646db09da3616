// RUN: %expect %s
// Identity of threads, set by the workers before their loop, by a hook they call there, and by main.

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
#include <atomic>
#include <cstdio>
#include <string>
#include <pthread.h>
// Thread identity set by workers before their loop, by a thread-start hook, and by main.
namespace sched {
class Pool;
struct Self { Pool *pool = nullptr; int index = -1; std::string name; };
static thread_local Self self;
static pthread_key_t poolKey;
class Pool {
public:
  explicit Pool(int n, std::function<void(int)> onStart = {}) : onStart_(std::move(onStart)) {
    pthread_key_create(&poolKey, nullptr);
    for (int i = 0; i < n; ++i) threads_.emplace_back(&Pool::run, this, i);
  }
  static Pool *current() { return self.pool; }
  static int index() { return self.index; }
  void post(std::function<void()> f) {
    if (current() == this) { local_.push_back(std::move(f)); return; }
    std::lock_guard<std::mutex> g(m_);
    q_.push(std::move(f));
    cv_.notify_one();
  }
private:
  void run(int i) {
    self.pool = this;
    self.index = i;
    self.name = "worker-" + std::to_string(i);
    pthread_setspecific(poolKey, this);
    if (onStart_) onStart_(i);
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
  std::function<void(int)> onStart_;
  std::mutex m_;
  std::condition_variable cv_;
  std::queue<std::function<void()>> q_;
  std::vector<std::function<void()>> local_;
  std::vector<std::thread> threads_;
};
}
static thread_local int numa = -1;
static thread_local bool isMain = false;
int main() {
  isMain = true;
  sched::Pool p(4, [](int i) { numa = i % 2; });
  for (int i = 0; i < 8; ++i)
    p.post([i] {
      std::printf("%d on %d/%d %s %d %p\n", i, sched::Pool::index(), numa, sched::self.name.c_str(), isMain, pthread_getspecific(sched::poolKey));
    });
}
