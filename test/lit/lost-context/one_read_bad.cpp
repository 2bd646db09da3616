// RUN: rm -rf %t && split-file %s %t && %expect %t
// The copying of a pointer is the read; what is done with the copy is not reported again.

//--- tidepool/InheritableThreadLocal.h
#pragma once
namespace tidepool {
template <class T> class InheritableThreadLocal {
public:
  T get() const;
  void set(T v);
  void remove();
  bool is_present() const;
};
} // namespace tidepool

//--- main.cpp
#include "executor.h"
#include "tidepool/InheritableThreadLocal.h"
#include <cstdio>
#include <string>
struct Trace {
  std::string id;
};
static tidepool::InheritableThreadLocal<Trace *> trace;
static void step(int i) {
  Trace *t = trace.get(); // EXPECT: tidepool-lost-context
  std::printf("%s %d\n", t ? t->id.c_str() : "?", i);
}
static void request(infra::Executor &ex, Trace t) {
  trace.set(&t);
  for (int i = 0; i < 3; ++i)
    ex.execute([i] { step(i); });
  trace.remove();
}
int main(int argc, char **argv) {
  infra::Executor ex(2);
  for (int i = 0; i < argc; ++i)
    request(ex, Trace{argv[i]});
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
