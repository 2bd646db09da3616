// RUN: %expect %s
// Differences, samples and a shared total are statistics (decision 7).

#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <functional>
#include <mutex>
#include <queue>
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

class Service {
public:
  explicit Service(infra::Executor &ex) : ex_(ex) {}
  void submit(int bytes) {
    ex_.execute([this, bytes] { work(bytes); });
  }

private:
  void work(int bytes) {
    long start = spent_;
    spent_ += bytes;
    long mine = spent_ - start;
    if (mine > 100)
      std::puts("large");
    if (++calls_ % 64 == 0)
      std::puts("sample");
    total_ += mine;
    std::printf("%ld by this thread\n", spent_);
  }
  infra::Executor &ex_;
  std::atomic<long> total_{0};
  static thread_local long spent_;
  static inline thread_local unsigned calls_ = 0;
};
thread_local long Service::spent_ = 0;
int main() {
  infra::Executor ex(2);
  Service s(ex);
  for (int i = 0; i < 8; ++i)
    s.submit(i);
}
