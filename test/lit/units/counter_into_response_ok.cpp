// RUN: rm -rf %t && split-file %s %t && %expect %t
// What a counter says goes into this task's response as a difference of two readings.

//--- usage.h
#pragma once
namespace usage {
void add(unsigned long n);
unsigned long bytes();
} // namespace usage

//--- usage.cpp
#include "usage.h"
namespace usage {
static thread_local unsigned long bytes_;
void add(unsigned long n) { bytes_ += n; }
unsigned long bytes() { return bytes_; }
} // namespace usage

//--- main.cpp
#include "executor.h"
#include "usage.h"
#include <memory>
struct Response {
  unsigned long used = 0;
  int status = 0;
};
static void serve(int n, Response *response) {
  unsigned long before = usage::bytes();
  usage::add(n * 3);
  response->used = usage::bytes() - before;
}
int main() {
  infra::Executor ex(2);
  Response r[5];
  for (int i = 0; i < 5; ++i)
    ex.execute([i, out = &r[i]] { serve(i, out); });
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
