// RUN: rm -rf %t && split-file %s %t && %expect %t
// A diagnostic context: one entry under a constant key for all tasks.

//--- mdc.h
#pragma once
#include <string>
namespace mdc {
void put(const std::string &k, const std::string &v);
std::string get(const std::string &k);
void remove(const std::string &k);
} // namespace mdc

//--- mdc.cpp
#include "mdc.h"
#include <map>
namespace mdc {
static thread_local std::map<std::string, std::string> values;
void put(const std::string &k, const std::string &v) { values[k] = v; } // EXPECT: tidepool-missing-remove
std::string get(const std::string &k) {
  auto it = values.find(k); // EXPECT: tidepool-stale-read
  return it == values.end() ? "" : it->second;
}
void remove(const std::string &k) { values.erase(k); }
} // namespace mdc

//--- main.cpp
#include "executor.h"
#include "mdc.h"
#include <cstdio>
static void log(const char *m) { std::printf("%s %s\n", mdc::get("user").c_str(), m); }
static void h(const std::string &u, bool ok) {
  mdc::put("user", u);
  if (!ok) {
    log("refused");
    return;
  }
  log("ok");
  mdc::remove("user");
}
int main() {
  infra::Executor ex(2);
  ex.execute([] { log("tick"); });
  for (int i = 0; i < 9; ++i)
    ex.execute([i] { h(std::to_string(i), i & 1); });
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
