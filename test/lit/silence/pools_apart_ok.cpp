// RUN: %expect %s
// What is left on the threads of one pool, tasks of another never see.

#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <functional>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <vector>

namespace infra {
class Executor {
public:
  explicit Executor(unsigned n);
  ~Executor();
  void execute(std::function<void()> fn);

private:
  void workerMain();
  bool pop(std::function<void()> &out);
  std::mutex mu_;
  std::condition_variable cv_;
  std::queue<std::function<void()>> q_;
  std::vector<std::thread> threads_;
  bool stop_ = false;
};
inline Executor::Executor(unsigned n) {
  threads_.reserve(n);
  for (unsigned i = 0; i != n; ++i)
    threads_.emplace_back(&Executor::workerMain, this);
}
inline Executor::~Executor() {
  {
    std::lock_guard lk(mu_);
    stop_ = true;
  }
  cv_.notify_all();
  for (auto &t : threads_)
    t.join();
}
inline void Executor::execute(std::function<void()> fn) {
  {
    std::lock_guard lk(mu_);
    q_.push(std::move(fn));
  }
  cv_.notify_one();
}
inline bool Executor::pop(std::function<void()> &out) {
  std::unique_lock lk(mu_);
  cv_.wait(lk, [&] { return stop_ || !q_.empty(); });
  if (q_.empty())
    return false;
  out = std::move(q_.front());
  q_.pop();
  return true;
}
inline void Executor::workerMain() {
  std::function<void()> fn;
  while (pop(fn))
    fn();
}
} // namespace infra

class Other {
public:
  Other() : t_([this] { run(); }) {}
  ~Other() {
    stop_ = true;
    cv_.notify_all();
    t_.join();
  }
  void post(std::function<void()> f) {
    {
      std::lock_guard g(m_);
      q_.push(std::move(f));
    }
    cv_.notify_one();
  }

private:
  void run() {
    while (!stop_) {
      std::function<void()> f;
      {
        std::unique_lock l(m_);
        cv_.wait(l, [this] { return stop_ || !q_.empty(); });
        if (q_.empty())
          return;
        f = std::move(q_.front());
        q_.pop();
      }
      f();
    }
  }
  std::mutex m_;
  std::condition_variable cv_;
  std::queue<std::function<void()>> q_;
  std::atomic<bool> stop_{false};
  std::thread t_;
};
thread_local std::string tlName;
static void show() { std::printf("%s\n", tlName.c_str()); }
static void ioTask(const std::string &n) {
  tlName = n;
  show();
}
static void cpuTask() { show(); }
int main() {
  infra::Executor io(2);
  Other cpu;
  for (int i = 0; i < 5; ++i) {
    io.execute([n = std::to_string(i)] { ioTask(n); });
    cpu.post(cpuTask);
  }
}
