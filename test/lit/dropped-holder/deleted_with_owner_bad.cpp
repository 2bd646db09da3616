// REQUIRES: boost
// RUN: %expect %s
// A holder made by new and deleted with its owner; the one that is never deleted stays.

#include <boost/thread/tss.hpp>
#include <condition_variable>
#include <cstdio>
#include <functional>
#include <latch>
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

struct Cursor {
  int row = 0;
};
static boost::thread_specific_ptr<Cursor> *gCursor = new boost::thread_specific_ptr<Cursor>;
class Scan {
public:
  Scan() { cursor_ = new boost::thread_specific_ptr<Cursor>; }
  ~Scan() { delete cursor_; }
  void step(int n) {
    if (cursor_->get() == nullptr)
      cursor_->reset(new Cursor);
    (*cursor_)->row += n;
    if (gCursor->get() == nullptr)
      gCursor->reset(new Cursor);
    (*gCursor)->row += 1;
  }

private:
  boost::thread_specific_ptr<Cursor> *cursor_; // EXPECT: tidepool-dropped-holder
};
static void query(infra::Executor &ex, int n) {
  auto scan = std::make_unique<Scan>();
  std::latch done(n);
  for (int i = 0; i < n; ++i)
    ex.execute([s = scan.get(), i, &done] {
      s->step(i);
      done.count_down();
    });
  done.wait();
}
int main() {
  infra::Executor ex(2);
  for (int i = 0; i < 5; ++i)
    query(ex, i);
}
