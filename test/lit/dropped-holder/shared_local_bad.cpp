// RUN: rm -rf %t && split-file %s %t && %expect %t
// Locals and a holder that a shared pointer keeps; the one that each task removes is none.

//--- tidepool/ThreadLocal.h
#pragma once
namespace tidepool {
template <class T> class ThreadLocal {
public:
  ThreadLocal();
  ~ThreadLocal();
  T get() const;
  void set(T v);
  void remove();
  bool is_present() const;
};
} // namespace tidepool

//--- main.cpp
#include "executor.h"
#include "tidepool/ThreadLocal.h"
#include <cstdio>
#include <latch>
#include <memory>
static long countWords(infra::Executor &ex, int n) {
  auto counts = std::make_shared<tidepool::ThreadLocal<long>>(); // EXPECT: tidepool-dropped-holder
  std::latch done(n);
  for (int i = 0; i < n; ++i)
    ex.execute([counts, i, &done] {
      counts->set(counts->get() + i);
      done.count_down();
    });
  done.wait();
  return counts->get();
}
static void second(infra::Executor &ex) {
  tidepool::ThreadLocal<int> mark; // EXPECT: tidepool-dropped-holder
  std::latch done(1);
  ex.execute([&] {
    mark.set(3);
    done.count_down();
  });
  done.wait();
}
static void third(infra::Executor &ex) {
  tidepool::ThreadLocal<int> mark;
  std::latch done(1);
  ex.execute([&] {
    mark.set(3);
    std::printf("%d\n", mark.get());
    mark.remove();
    done.count_down();
  });
  done.wait();
}
int main() {
  infra::Executor ex(2);
  for (int i = 0; i < 3; ++i) {
    std::printf("%ld\n", countWords(ex, i));
    second(ex);
    third(ex);
  }
}

//--- executor.h
#pragma once
#include <condition_variable>
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
