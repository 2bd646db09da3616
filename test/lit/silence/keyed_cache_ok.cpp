// RUN: %expect %s
// A cache whose entries are made from their key.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <memory>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <unordered_map>
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

struct Conn {
  explicit Conn(std::string h) : host(std::move(h)) {}
  std::string host;
  void send(int n) { std::printf("%s %d\n", host.c_str(), n); }
};
Conn &connectionTo(const std::string &host) {
  thread_local std::unordered_map<std::string, std::unique_ptr<Conn>> conns;
  auto &slot = conns[host]; // MAY: tidepool-unbounded-growth
  if (!slot)
    slot = std::make_unique<Conn>(host); // MAY: tidepool-unbounded-growth
  return *slot;
}
int main() {
  infra::Executor ex(2);
  for (int i = 0; i < 30; ++i)
    ex.execute([h = "h" + std::to_string(i % 3), i] { connectionTo(h).send(i); });
}
