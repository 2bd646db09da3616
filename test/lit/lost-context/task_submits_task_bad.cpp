// RUN: %expect %s
// A task sets the context under a guard and submits another one that reads it.

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

struct Txn {
  int id;
};
thread_local Txn *tlTxn = nullptr;
struct TxnScope {
  explicit TxnScope(Txn *t) : old(tlTxn) { tlTxn = t; }
  ~TxnScope() { tlTxn = old; }
  Txn *old;
};
void writePage(int page) {
  std::printf("txn %d page %d\n", tlTxn ? tlTxn->id : -1, page); // EXPECT: tidepool-lost-context
}
void commit(infra::Executor &ex, Txn txn) {
  TxnScope scope(&txn);
  for (int p = 0; p < 4; ++p)
    ex.execute([p] { writePage(p); });
}
int main() {
  infra::Executor ex(2);
  for (int i = 0; i < 9; ++i)
    ex.execute([&ex, i] { commit(ex, Txn{i}); });
}
