// REQUIRES: boost
// RUN: %expect %s
// A wrapper around a holder is seen through: the variable is the holder.

#include <boost/thread/tss.hpp>
#include <condition_variable>
#include <cstdio>
#include <functional>
#include <latch>
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

template <class T> class PerThread {
public:
  T &get() {
    if (!slot_.get())
      slot_.reset(new T());
    return *slot_;
  }

private:
  boost::thread_specific_ptr<T> slot_; // MAY: tidepool-dropped-holder
};
struct Partial {
  long sum = 0;
};
long sum(infra::Executor &ex, const std::vector<int> &xs) {
  PerThread<Partial> partials; // EXPECT: tidepool-dropped-holder
  std::latch done(static_cast<long>(xs.size()));
  for (int x : xs)
    ex.execute([&partials, &done, x] {
      partials.get().sum += x;
      done.count_down();
    });
  done.wait();
  return partials.get().sum;
}
int main() {
  infra::Executor ex(2);
  std::printf("%ld\n", sum(ex, {1, 2, 3}));
}
