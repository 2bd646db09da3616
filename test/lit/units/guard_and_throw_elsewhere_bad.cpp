// RUN: rm -rf %t && split-file %s %t && %expect %t
// Setters, guard and throw in units of their own: one caller dismisses its guard, another has none.

//--- pool.h
#pragma once
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>
namespace infra {
class Executor {
public:
  explicit Executor(unsigned n) {
    for (unsigned i = 0; i < n; ++i)
      threads_.emplace_back([this] { loop(); });
  }
  ~Executor() {
    {
      std::lock_guard<std::mutex> l(mu_);
      stop_ = true;
    }
    cv_.notify_all();
    for (auto &t : threads_)
      t.join();
  }
  void submit(std::function<void()> job) {
    {
      std::lock_guard<std::mutex> l(mu_);
      jobs_.push_back(std::move(job));
    }
    cv_.notify_one();
  }

private:
  void loop() {
    for (;;) {
      std::function<void()> job;
      {
        std::unique_lock<std::mutex> l(mu_);
        cv_.wait(l, [this] { return stop_ || !jobs_.empty(); });
        if (stop_ && jobs_.empty())
          return;
        job = std::move(jobs_.front());
        jobs_.pop_front();
      }
      try {
        job();
      } catch (const std::exception &e) {
        std::fprintf(stderr, "job failed: %s\n", e.what());
      } catch (...) {
        std::fprintf(stderr, "job failed\n");
      }
    }
  }
  std::mutex mu_;
  std::condition_variable cv_;
  std::deque<std::function<void()>> jobs_;
  std::vector<std::thread> threads_;
  bool stop_ = false;
};
} // namespace infra

//--- context.h
#pragma once
#include <string>
struct Request {
  std::string path, user;
  int code = 0;
};
namespace ctx {
const Request *&slot();
const Request *current();
class Scope {
public:
  explicit Scope(const Request &r);
  ~Scope();
  Scope(const Scope &) = delete;
  void detach() noexcept;

private:
  const Request *previous_;
  bool attached_ = true;
};
void enter(const Request *r);
void leave();
} // namespace ctx

//--- context.cpp
#include "context.h"
namespace ctx {
static thread_local const Request *tlRequest = nullptr;
static thread_local const Request *tlEntered = nullptr;
const Request *&slot() { return tlRequest; }
const Request *current() { return tlRequest; }
Scope::Scope(const Request &r) : previous_(slot()) { slot() = &r; } // EXPECT: tidepool-missing-remove
Scope::~Scope() {
  if (attached_)
    slot() = previous_;
}
void Scope::detach() noexcept { attached_ = false; }
void enter(const Request *r) { tlEntered = r; } // EXPECT: tidepool-unsafe-remove
void leave() { tlEntered = nullptr; }
} // namespace ctx

//--- handlers.cpp
#include "context.h"
#include <cstdio>
#include <stdexcept>
void validate(const Request &r);
void audit(const char *what) {
  if (auto *r = ctx::current())
    std::printf("%s %s\n", what, r->user.c_str());
}
void getObject(const Request &r) {
  ctx::Scope s(r);
  validate(r);
  audit("get");
}
void putObject(const Request &r) {
  ctx::Scope s(r);
  if (r.code == 7) {
    s.detach();
    return;
  }
  audit("put");
}
void listObjects(const Request &r) {
  ctx::enter(&r);
  validate(r);
  ctx::leave();
}

//--- validate.cpp
#include "context.h"
#include <stdexcept>
class Denied : public std::runtime_error {
  using std::runtime_error::runtime_error;
};
static void deny(const std::string &w) { throw Denied(w); }
void validate(const Request &r) {
  if (r.user.empty())
    deny("anonymous");
  if (r.path.size() > 100)
    deny(r.path);
}

//--- main.cpp
#include "context.h"
#include "pool.h"
void getObject(const Request &);
void putObject(const Request &);
void listObjects(const Request &);
int main() {
  infra::Executor pool(8);
  for (int i = 0; i < 10; ++i) {
    Request r;
    r.code = i;
    pool.submit([r] { getObject(r); });
    pool.submit([r] { putObject(r); });
    pool.submit([r] { listObjects(r); });
  }
}
