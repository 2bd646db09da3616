// RUN: rm -rf %t && split-file %s %t && %expect %t
// A logger deep below asks for the session through accessors of another unit; one return forgets to leave.

//--- session.h
#pragma once
#include <string>
struct Session {
  int userId = 0;
  std::string locale;
  bool admin = false;
};
namespace ctx {
void enter(const Session &s);
const Session *current();
void leave();
} // namespace ctx

//--- session.cpp
#include "session.h"
namespace ctx {
static thread_local const Session *tlSession = nullptr;
void enter(const Session &s) { tlSession = &s; } // EXPECT: tidepool-missing-remove
const Session *current() { return tlSession; }   // EXPECT: tidepool-stale-read
void leave() { tlSession = nullptr; }
} // namespace ctx

//--- log.h
#pragma once
#include <string>
void logLine(const std::string &text);

//--- log.cpp
#include "log.h"
#include "session.h"
#include <cstdio>
static std::string prefix() {
  const Session *s = ctx::current();
  return s ? "[user " + std::to_string(s->userId) + "] " : std::string("[-] ");
}
void logLine(const std::string &text) { std::printf("%s%s\n", prefix().c_str(), text.c_str()); }

//--- handlers.cpp
#include "executor.h"
#include "log.h"
#include "session.h"
bool valid(const Session &s) { return s.userId > 0; }
void handle(Session s) {
  logLine("request starts");
  ctx::enter(s);
  if (!valid(s)) {
    logLine("rejected");
    return;
  }
  logLine("served");
  ctx::leave();
}
void health() { logLine("healthy"); }
int main() {
  infra::Executor ex(3);
  for (int i = 0; i < 10; ++i) {
    Session s{i % 3, "en", false};
    ex.execute([s] { handle(s); });
  }
  ex.execute(health);
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
