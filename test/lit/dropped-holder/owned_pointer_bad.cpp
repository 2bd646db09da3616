// REQUIRES: boost
// RUN: %expect %s
// The holder is made by new for an object that comes and goes.

#include <boost/thread/tss.hpp>
#include <condition_variable>
#include <cstdio>
#include <functional>
#include <latch>
#include <memory>
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

struct Buffer {
  std::string data;
};
class Batch {
public:
  explicit Batch(infra::Executor &ex) : ex_(ex), buffers_(new boost::thread_specific_ptr<Buffer>()) {}
  void run(int n) {
    std::latch done(n);
    for (int i = 0; i < n; ++i)
      ex_.execute([this, i, &done] {
        local().data = "item " + std::to_string(i);
        std::puts(local().data.c_str());
        done.count_down();
      });
    done.wait();
  }

private:
  Buffer &local() {
    if (!buffers_->get())
      buffers_->reset(new Buffer);
    return **buffers_;
  }
  infra::Executor &ex_;
  std::unique_ptr<boost::thread_specific_ptr<Buffer>> buffers_; // EXPECT: tidepool-dropped-holder
};
int main() {
  infra::Executor ex(2);
  for (int i = 0; i < 5; ++i)
    Batch(ex).run(10);
}
