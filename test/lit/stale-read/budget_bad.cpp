// RUN: %expect %s
// A budget that all tasks of the thread share decides; a balanced depth is none.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <mutex>
#include <queue>
#include <stdexcept>
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

thread_local int tlDepth = 0;
struct Node {
  int kids;
};
static bool visit(const Node &n, int left) {
  if (++tlDepth > 64)
    return false;
  bool ok = left == 0 || visit(Node{n.kids - 1}, left - 1);
  --tlDepth;
  return ok;
}
thread_local double tlBudget = 0;
static bool spend(double cost) {
  tlBudget += cost;
  return tlBudget < 10.0; // EXPECT: tidepool-stale-read
}
int main() {
  infra::Executor ex(2);
  for (int i = 0; i < 5; ++i)
    ex.execute([i] {
      if (visit(Node{i}, i) && spend(i * 0.5))
        std::puts("fine");
    });
}
