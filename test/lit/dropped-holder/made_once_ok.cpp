// REQUIRES: boost
// RUN: %expect %s
// Owners that are made once by main, or of static lifetime.

#include <boost/thread/tss.hpp>
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

struct Hist {
  long buckets[8] = {};
};
class Metrics {
public:
  static Metrics &instance() {
    static Metrics m;
    return m;
  }
  void hit(int b) {
    if (!hist_.get())
      hist_.reset(new Hist);
    ++hist_->buckets[b & 7];
  }

private:
  boost::thread_specific_ptr<Hist> hist_;
};
class Server {
public:
  explicit Server(infra::Executor &ex) : ex_(ex) {}
  void serve(int n) {
    ex_.execute([this, n] {
      if (!seen_.get())
        seen_.reset(new int(0));
      ++*seen_;
      Metrics::instance().hit(n);
    });
  }

private:
  infra::Executor &ex_;
  boost::thread_specific_ptr<int> seen_;
};
int main() {
  auto ex = std::make_unique<infra::Executor>(2);
  auto server = std::make_unique<Server>(*ex);
  for (int i = 0; i < 9; ++i)
    server->serve(i);
  ex.reset();
}
