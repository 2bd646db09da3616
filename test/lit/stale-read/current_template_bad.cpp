// RUN: rm -rf %t && split-file %s %t && %expect %t
// A template around a slot, with a guard for some and a setter for others.

//--- current.h
#pragma once
template <class T> class Current {
public:
  static T *get() { return slot(); } // EXPECT: tidepool-stale-read
  class Bind {
  public:
    explicit Bind(T *t) : prev_(slot()) { slot() = t; }
    ~Bind() { slot() = prev_; }

  private:
    T *prev_;
  };
  static void set(T *t) { slot() = t; } // EXPECT: tidepool-missing-remove
private:
  static T *&slot() {
    static thread_local T *p = nullptr;
    return p;
  }
};

//--- main.cpp
#include "current.h"
#include "executor.h"
#include <cstdio>
#include <memory>
#include <string>
struct Tenant {
  std::string name;
};
static void trace(const char *m) {
  if (auto *t = Current<Tenant>::get())
    std::printf("%s ", t->name.c_str());
  std::puts(m);
}
static void a(Tenant t) {
  Current<Tenant>::Bind b(&t);
  trace("a");
}
static void b(std::shared_ptr<Tenant> t) {
  trace("b begins");
  Current<Tenant>::set(t.get());
  trace("b");
}
int main() {
  infra::Executor ex(2);
  for (int i = 0; i < 4; ++i) {
    ex.execute([i] { a(Tenant{std::to_string(i)}); });
    ex.execute([t = std::make_shared<Tenant>()] { b(t); });
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
