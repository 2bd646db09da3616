// RUN: rm -rf %t && split-file %s %t
// RUN: %expect %t
// A guard keeps what a function swapped out by its parameter, and puts it back the same way.

//--- include/executor.hpp
#pragma once
#include <functional>
#include <memory>
namespace rt {
class IExecutor {
public:
  virtual ~IExecutor() = default;
  virtual void execute(std::function<void()> job) = 0;
};
std::shared_ptr<IExecutor> makeExecutor(unsigned n);
IExecutor &defaultExecutor();
} // namespace rt
//--- include/context.hpp
#pragma once
#include <memory>
#include <string>
namespace rt {
struct Principal { std::string name; };
class SecurityContext {
public:
  static void bind(std::shared_ptr<const Principal> p);
  static void unbind() noexcept;
  static const Principal *principal() noexcept;
  static std::shared_ptr<const Principal> swap(std::shared_ptr<const Principal> p);
};
class RunAs {
public:
  explicit RunAs(std::shared_ptr<const Principal> p) : previous_(SecurityContext::swap(std::move(p))) {}
  ~RunAs() { SecurityContext::swap(std::move(previous_)); }
  RunAs(const RunAs &) = delete;
  RunAs &operator=(const RunAs &) = delete;
private:
  std::shared_ptr<const Principal> previous_;
};
} // namespace rt
//--- src/executor.cpp
#include "include/executor.hpp"
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>
namespace rt {
namespace {
class FixedPool final : public IExecutor {
public:
  explicit FixedPool(unsigned n) {
    threads_.reserve(n);
    for (unsigned i = 0; i < n; ++i) threads_.emplace_back(std::thread{&FixedPool::main, this});
  }
  ~FixedPool() override {
    {
      std::lock_guard lock{mutex_};
      stopping_ = true;
    }
    wake_.notify_all();
    for (auto &t : threads_) t.join();
  }
  void execute(std::function<void()> job) override {
    {
      std::lock_guard lock{mutex_};
      jobs_.emplace_back(std::move(job));
    }
    wake_.notify_one();
  }
private:
  bool next(std::function<void()> &out) {
    std::unique_lock lock{mutex_};
    wake_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
    if (jobs_.empty()) return false;
    out = std::move(jobs_.front());
    jobs_.pop_front();
    return true;
  }
  void main() noexcept {
    std::function<void()> job;
    while (next(job)) {
      try {
        job();
      } catch (...) {
      }
      job = nullptr;
    }
  }
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> jobs_;
  std::vector<std::thread> threads_;
  bool stopping_ = false;
};
} // namespace
std::shared_ptr<IExecutor> makeExecutor(unsigned n) { return std::make_shared<FixedPool>(n); }
IExecutor &defaultExecutor() {
  static FixedPool pool{4};
  return pool;
}
} // namespace rt
//--- src/context.cpp
#include "include/context.hpp"
namespace rt {
namespace {
thread_local std::shared_ptr<const Principal> t_principal;
}
void SecurityContext::bind(std::shared_ptr<const Principal> p) { t_principal = std::move(p); }
void SecurityContext::unbind() noexcept { t_principal.reset(); }
const Principal *SecurityContext::principal() noexcept { return t_principal.get(); }
std::shared_ptr<const Principal> SecurityContext::swap(std::shared_ptr<const Principal> p) {
  t_principal.swap(p);
  return p;
}
} // namespace rt
//--- src/orders.cpp
#include "include/context.hpp"
#include "include/executor.hpp"
#include <cstdio>
#include <stdexcept>
struct Order { int id = 0; std::shared_ptr<const rt::Principal> who; };
static bool validate(const Order &o) { return o.id > 0; }
void place(Order o) {
  rt::defaultExecutor().execute([o = std::move(o)] {
    rt::SecurityContext::bind(o.who);
    if (!validate(o)) {
      std::puts("rejected");
      rt::SecurityContext::unbind();
      return;
    }
    std::printf("order %d\n", o.id);
    rt::SecurityContext::unbind();
  });
}
void cancel(Order o) {
  rt::defaultExecutor().execute([o = std::move(o)] {
    rt::RunAs as(o.who);
    if (!validate(o)) throw std::runtime_error("no such order");
    std::printf("cancel %d\n", o.id);
  });
}
void audit(rt::IExecutor &ex) {
  ex.execute([] {
    if (const rt::Principal *p = rt::SecurityContext::principal()) std::printf("by %s\n", p->name.c_str());
  });
}
int main() {
  place({1, std::make_shared<rt::Principal>()});
  cancel({2, nullptr});
  auto ex = rt::makeExecutor(2);
  audit(*ex);
}
