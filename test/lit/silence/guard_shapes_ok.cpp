// RUN: %expect %s
// Guards in many shapes: moved, returned, in an optional, a pair, a vector, an aggregate, a base, a deleter.

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

struct Request {
  std::string tenant;
  int id;
  bool bad;
};
namespace ctx {
thread_local const Request *current = nullptr;
inline void set(const Request *r) { current = r; }
inline void clear() { current = nullptr; }
inline const Request *get() { return current; }
} // namespace ctx
void process(const Request &r) {
  if (r.bad)
    throw std::runtime_error("bad request");
  std::printf("%s\n", ctx::get() ? ctx::get()->tenant.c_str() : "-");
}
// 1: movable guard with release, made by a factory
class [[nodiscard]] Scoped {
public:
  explicit Scoped(const Request *r) : active_(true) { ctx::set(r); }
  Scoped(Scoped &&o) noexcept : active_(std::exchange(o.active_, false)) {}
  Scoped &operator=(Scoped &&) = delete;
  ~Scoped() {
    if (active_)
      ctx::clear();
  }
  void dismiss() noexcept { active_ = false; }

private:
  bool active_;
};
Scoped enter(const Request &r) { return Scoped(&r); }
Scoped enterNamed(const Request &r) {
  Scoped s(&r);
  return s;
}
void viaFactory(const Request &r) {
  auto s = enter(r);
  process(r);
}
void viaFactory2(const Request &r) {
  auto s = enterNamed(r);
  process(r);
}
void viaMove(const Request &r) {
  Scoped a(&r);
  Scoped b = std::move(a);
  process(r);
}
// 2: guard in optional, conditional
void viaOptional(const Request &r, bool trace) {
  std::optional<Scoped> s;
  if (trace)
    s.emplace(&r);
  process(r);
}
// 3: guard member of a handler class
class Handler {
public:
  explicit Handler(const Request &r) : scope_(&r), r_(r) {}
  void run() { process(r_); }

private:
  Scoped scope_;
  const Request &r_;
};
void viaMember(const Request &r) {
  Handler h(r);
  h.run();
}
void viaHeapMember(const Request &r) {
  auto h = std::make_unique<Handler>(r);
  h->run();
}
// 4: save and restore
class Nested {
public:
  explicit Nested(const Request *r) : prev_(ctx::get()) { ctx::set(r); }
  ~Nested() { ctx::set(prev_); }

private:
  const Request *prev_;
};
void viaNested(const Request &r) {
  Nested n(&r);
  Request inner = r;
  {
    Nested m(&inner);
    process(inner);
  }
  process(r);
}
// 5: swap guard template
template <class T> class SwapGuard {
public:
  SwapGuard(T &slot, T v) : slot_(slot), v_(std::move(v)) { std::swap(slot_, v_); }
  ~SwapGuard() { std::swap(slot_, v_); }

private:
  T &slot_;
  T v_;
};
void viaSwap(const Request &r) {
  SwapGuard<const Request *> g(ctx::current, &r);
  process(r);
}
// 6: exchange guard
template <class T> struct ValueGuard {
  T &ref;
  T old;
  ValueGuard(T &r, T v) : ref(r), old(std::exchange(r, std::move(v))) {}
  ~ValueGuard() { ref = std::move(old); }
};
void viaExchange(const Request &r) {
  ValueGuard g{ctx::current, &r};
  process(r);
}
// 7: base class guard
class Base {
protected:
  explicit Base(const Request *r) { ctx::set(r); }
  ~Base() { ctx::clear(); }
};
class Job : Base {
public:
  explicit Job(const Request &r) : Base(&r), r_(r) {}
  void go() { process(r_); }

private:
  const Request &r_;
};
void viaBase(const Request &r) {
  Job j(r);
  j.go();
}
// 8: callable guard of one's own
template <class F> class Finally {
public:
  explicit Finally(F f) : f_(std::move(f)) {}
  ~Finally() { f_(); }
  Finally(const Finally &) = delete;

private:
  F f_;
};
void viaFinally(const Request &r) {
  ctx::set(&r);
  Finally f([] { ctx::clear(); });
  process(r);
}
// 9: std::function guard with dismiss
class OnExit {
public:
  OnExit(std::function<void()> f) : f_(std::move(f)) {}
  ~OnExit() {
    if (f_)
      f_();
  }
  void dismiss() { f_ = nullptr; }

private:
  std::function<void()> f_;
};
void viaOnExit(const Request &r) {
  OnExit e([] { ctx::clear(); });
  ctx::set(&r);
  process(r);
}
// 10: unique_ptr deleter variants
struct Clear {
  void operator()(const Request *) const { ctx::clear(); }
};
void viaDeleter(const Request &r) {
  std::unique_ptr<const Request, Clear> g(&r);
  ctx::set(g.get());
  process(r);
}
void clearFn(const Request *) { ctx::clear(); }
void viaDeleterFn(const Request &r) {
  ctx::set(&r);
  std::unique_ptr<const Request, decltype(&clearFn)> g(&r, &clearFn);
  process(r);
}
void viaDeleterFn2(const Request &r) {
  ctx::set(&r);
  std::unique_ptr<const Request, void (*)(const Request *)> g{&r, [](const Request *) { ctx::clear(); }};
  process(r);
}
void viaShared(const Request &r) {
  ctx::set(&r);
  std::shared_ptr<void> g(nullptr, [](void *) { ctx::clear(); });
  process(r);
}
// 11: bound to a const reference
void viaConstRef(const Request &r) {
  const Scoped &g = enter(r);
  (void)g;
  process(r);
}
// 12: guard in a struct with other things (aggregate)
struct Frame {
  Scoped scope;
  int depth;
};
void viaAggregate(const Request &r) {
  Frame f{enter(r), 1};
  process(r);
}
// 13: array/vector of guards
void viaVector(const Request &r) {
  std::vector<std::unique_ptr<Scoped>> gs;
  gs.push_back(std::make_unique<Scoped>(&r));
  process(r);
}
// 14: pair
void viaPair(const Request &r) {
  std::pair<Scoped, int> p(enter(r), 2);
  process(r);
}
int main() {
  infra::Executor ex(4);
  for (int i = 0; i < 100; ++i) {
    auto r = std::make_shared<Request>(Request{"t", i, i % 7 == 0});
    ex.submit([r] { viaFactory(*r); });
    ex.submit([r] { viaFactory2(*r); });
    ex.submit([r] { viaMove(*r); });
    ex.submit([r, i] { viaOptional(*r, i % 2); });
    ex.submit([r] { viaMember(*r); });
    ex.submit([r] { viaHeapMember(*r); });
    ex.submit([r] { viaNested(*r); });
    ex.submit([r] { viaSwap(*r); });
    ex.submit([r] { viaExchange(*r); });
    ex.submit([r] { viaBase(*r); });
    ex.submit([r] { viaFinally(*r); });
    ex.submit([r] { viaOnExit(*r); });
    ex.submit([r] { viaDeleter(*r); });
    ex.submit([r] { viaDeleterFn(*r); });
    ex.submit([r] { viaDeleterFn2(*r); });
    ex.submit([r] { viaShared(*r); });
    ex.submit([r] { viaConstRef(*r); });
    ex.submit([r] { viaAggregate(*r); });
    ex.submit([r] { viaVector(*r); });
    ex.submit([r] { viaPair(*r); });
  }
}
