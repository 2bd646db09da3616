// RUN: %expect %s
// Each task has an entry under its own key, and erases it on every way.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <map>
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

struct Span {
  std::string name;
  int events = 0;
};
static thread_local std::map<int, Span> tlSpans;
static void event(int id) {
  auto it = tlSpans.find(id);
  if (it != tlSpans.end())
    ++it->second.events;
}
static void request(int id, bool valid) {
  tlSpans[id] = Span{"req"};
  event(id);
  if (!valid) {
    tlSpans.erase(id);
    return;
  }
  event(id);
  tlSpans.erase(id);
}
int main() {
  infra::Executor ex(2);
  for (int i = 0; i < 9; ++i)
    ex.execute([i] { request(i, i % 2); });
}
