// RUN: %expect %s
// Guards that helpers make, macros hide, callees end; and those that are dismissed or not safe.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <tuple>
#include <type_traits>
#include <utility>
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

struct Tenant {
  std::string name;
  bool ok = true;
};
thread_local const Tenant *t1 = nullptr, *t2 = nullptr, *t3 = nullptr, *t4 = nullptr, *t5 = nullptr,
                          *t6 = nullptr, *t7 = nullptr, *t8 = nullptr, *t9 = nullptr, *t10 = nullptr,
                          *t11 = nullptr, *t12 = nullptr;
void work(const Tenant &t) {
  if (!t.ok)
    throw std::runtime_error(t.name);
  std::puts(t.name.c_str());
}
// 1: with(...) helper, safe
template <class F> auto with1(const Tenant &t, F &&f) -> decltype(f()) {
  struct Restore {
    const Tenant *old;
    ~Restore() { t1 = old; }
  } r{t1};
  t1 = &t;
  return std::forward<F>(f)();
}
// 2: with helper, not exception safe
template <class F> void with2(const Tenant &t, F f) {
  t2 = &t; // EXPECT: tidepool-unsafe-remove
  f();
  t2 = nullptr;
}
// 3: with helper by std::function and try/catch
void with3(const Tenant &t, const std::function<void()> &f) {
  t3 = &t;
  try {
    f();
  } catch (...) {
    t3 = nullptr;
    throw;
  }
  t3 = nullptr;
}
// 4: folly-like macro
namespace detail {
struct OnExit {};
template <class F> struct Guard {
  F f;
  bool on = true;
  explicit Guard(F g) : f(std::move(g)) {}
  Guard(Guard &&o) : f(std::move(o.f)), on(o.on) { o.on = false; }
  ~Guard() {
    if (on)
      f();
  }
  void dismiss() { on = false; }
};
template <class F> Guard<std::decay_t<F>> operator+(OnExit, F &&f) {
  return Guard<std::decay_t<F>>(std::forward<F>(f));
}
template <class F> Guard<F> makeGuard(F f) { return Guard<F>(std::move(f)); }
} // namespace detail
#define CAT_(a, b) a##b
#define CAT(a, b) CAT_(a, b)
#define ON_SCOPE_EXIT auto CAT(scope_, __LINE__) = ::detail::OnExit() + [&]()
void r4(const Tenant &t) {
  t4 = &t;
  ON_SCOPE_EXIT { t4 = nullptr; };
  work(t);
}
// 5: makeGuard dismissed on success and cleaned by hand
void r5(const Tenant &t) {
  auto g = detail::makeGuard([] { t5 = nullptr; });
  t5 = &t;
  work(t);
  g.dismiss();
  t5 = nullptr;
}
// 6: makeGuard dismissed without cleaning
void r6(const Tenant &t) {
  auto g = detail::makeGuard([] { t6 = nullptr; });
  t6 = &t; // EXPECT: tidepool-missing-remove
  work(t);
  g.dismiss();
}
// 7: two guards, LIFO
struct Set7 {
  const Tenant *old;
  explicit Set7(const Tenant *t) : old(std::exchange(t7, t)) {}
  ~Set7() { t7 = old; }
};
void r7(const Tenant &t) {
  Set7 a(&t);
  Tenant inner = t;
  Set7 b(&inner);
  work(inner);
}
// 8: optional guard emplace + reset early
struct Set8 {
  explicit Set8(const Tenant *t) { t8 = t; }
  ~Set8() { t8 = nullptr; }
  Set8(const Set8 &) = delete;
};
void r8(const Tenant &t, bool early) {
  std::optional<Set8> g;
  g.emplace(&t);
  if (early)
    g.reset();
  work(t);
}
// 9: shared_ptr<Guard> captured by the task's continuation
struct Set9 {
  explicit Set9(const Tenant *t) { t9 = t; }
  ~Set9() { t9 = nullptr; }
};
void r9(const Tenant &t) {
  auto g = std::make_shared<Set9>(&t);
  std::function<void()> f = [g, &t] { work(t); };
  f();
}
// 10: guard by polymorphic base
struct ScopeBase {
  virtual ~ScopeBase() = default;
};
struct Set10 : ScopeBase {
  explicit Set10(const Tenant *t) { t10 = t; }
  ~Set10() override { t10 = nullptr; }
};
std::unique_ptr<ScopeBase> open10(const Tenant &t) { return std::make_unique<Set10>(&t); }
void r10(const Tenant &t) {
  auto g = open10(t);
  work(t);
}
// 11: guard passed down, ended by callee
struct Set11 {
  explicit Set11(const Tenant *t) : on(true) { t11 = t; }
  Set11(Set11 &&o) noexcept : on(std::exchange(o.on, false)) {}
  ~Set11() {
    if (on)
      t11 = nullptr;
  }
  bool on;
};
void finish11(Set11 g, const Tenant &t) {
  work(t);
  (void)g;
}
void r11(const Tenant &t) {
  Set11 g(&t);
  finish11(std::move(g), t);
}
// 12: unique_ptr guard by value
struct Set12 {
  explicit Set12(const Tenant *t) { t12 = t; }
  ~Set12() { t12 = nullptr; }
};
void finish12(std::unique_ptr<Set12> g, const Tenant &t) { work(t); }
void r12(const Tenant &t) {
  auto g = std::make_unique<Set12>(&t);
  finish12(std::move(g), t);
}
int main() {
  infra::Executor ex(4);
  for (int i = 0; i < 3; ++i) {
    auto t = std::make_shared<Tenant>();
    ex.submit([t] { with1(*t, [&] { work(*t); }); });
    ex.submit([t] {
      (void)with1(*t, [&]() -> int {
        work(*t);
        return 3;
      });
    });
    ex.submit([t] { with2(*t, [&] { work(*t); }); });
    ex.submit([t] { with3(*t, [&] { work(*t); }); });
    ex.submit([t] { r4(*t); });
    ex.submit([t] { r5(*t); });
    ex.submit([t] { r6(*t); });
    ex.submit([t] { r7(*t); });
    ex.submit([t, i] { r8(*t, i > 1); });
    ex.submit([t] { r9(*t); });
    ex.submit([t] { r10(*t); });
    ex.submit([t] { r11(*t); });
    ex.submit([t] { r12(*t); });
  }
}
