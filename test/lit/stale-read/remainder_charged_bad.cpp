// RUN: %expect %s
// A sum over tasks decides a branch, and is charged to the account of whoever comes last (decision 7).

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <memory>
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

struct Account {
  long bytes = 0;
  void charge(long n) { bytes += n; }
};
thread_local long tlPending = 0;
void onBytes(Account &account, long n) {
  tlPending += n;
  if (tlPending >= 4096) {     // EXPECT: tidepool-stale-read
    account.charge(tlPending); // EXPECT: tidepool-stale-read
    tlPending = 0;
  }
}
int main() {
  infra::Executor ex(2);
  for (int i = 0; i < 8; ++i) {
    auto account = std::make_shared<Account>();
    ex.execute([account, i] {
      for (int k = 0; k < i; ++k)
        onBytes(*account, i * 100);
    });
  }
}
