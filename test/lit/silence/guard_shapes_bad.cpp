// RUN: %expect %s
// Guards that come too late, are dismissed, released, temporary, never deleted, or clean something else.

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
void check(const Request &r) {
  if (r.bad)
    throw std::runtime_error("bad request");
}
// each scenario has a holder of its own
thread_local const Request *hA = nullptr, *hB = nullptr, *hC = nullptr, *hD = nullptr, *hE = nullptr,
                           *hF = nullptr, *hG = nullptr, *hH = nullptr, *hI = nullptr, *hJ = nullptr,
                           *hK = nullptr, *hL = nullptr;

class ScopedA {
public:
  explicit ScopedA(const Request *r) : active_(true) { hA = r; } // EXPECT: tidepool-missing-remove
  ~ScopedA() {
    if (active_)
      hA = nullptr;
  }
  void dismiss() noexcept { active_ = false; }

private:
  bool active_;
};
void a(const Request &r) {
  ScopedA s(&r);
  if (r.id > 10) {
    s.dismiss();
    return;
  }
  check(r);
}

// guard set up after the call that may throw
class ClearB {
public:
  ~ClearB() { hB = nullptr; }
};
void b(const Request &r) {
  hB = &r; // EXPECT: tidepool-unsafe-remove
  check(r);
  ClearB c;
  std::puts(hB->tenant.c_str());
}
// guard in an inner block, write after it
void c(const Request &r) {
  struct Reset {
    ~Reset() { hC = nullptr; }
  };
  {
    Reset x;
    hC = &r;
  }
  check(r);
  hC = &r; // EXPECT: tidepool-missing-remove
}
// optional guard, only in one case, write in both
class ClearD {
public:
  ClearD() = default;
  ~ClearD() { hD = nullptr; }
};
void d(const Request &r, bool guard) {
  std::optional<ClearD> g;
  if (guard)
    g.emplace();
  hD = &r; // EXPECT: tidepool-missing-remove
  check(r);
}
// guard made too late: saves its own value
class SaveE {
public:
  SaveE() : old_(hE) {}
  ~SaveE() { hE = old_; }

private:
  const Request *old_;
};
void e(const Request &r) {
  hE = &r; // EXPECT: tidepool-missing-remove
  SaveE s;
  check(r);
}
// heap guard never deleted
class ClearF {
public:
  explicit ClearF(const Request *r) { hF = r; } // EXPECT: tidepool-missing-remove
  ~ClearF() { hF = nullptr; }
};
void f(const Request &r) {
  auto *g = new ClearF(&r);
  check(r);
  (void)g;
}
// released unique_ptr
struct ClearG {
  void operator()(const Request *) const { hG = nullptr; }
};
void g(const Request &r) {
  std::unique_ptr<const Request, ClearG> p(&r);
  hG = &r; // EXPECT: tidepool-missing-remove
  if (r.id == 3) {
    p.release();
    return;
  }
  check(r);
}
// temporary instead of variable
class SetH {
public:
  explicit SetH(const Request *r) { hH = r; }
  ~SetH() { hH = nullptr; }
};
void h(const Request &r) {
  SetH{&r};
  check(r);
  hH = &r; // EXPECT: tidepool-missing-remove
}
// guard restores another holder
class ClearI {
public:
  explicit ClearI(const Request *r) { hI = r; } // EXPECT: tidepool-missing-remove
  ~ClearI() { hJ = nullptr; }
};
void i(const Request &r) {
  ClearI g(&r);
  check(r);
}
// moved to a guard that lives longer than the task
class ScopedK {
public:
  explicit ScopedK(const Request *r) : on_(true) { hK = r; } // EXPECT: tidepool-missing-remove
  ScopedK(ScopedK &&o) noexcept : on_(std::exchange(o.on_, false)) {}
  ~ScopedK() {
    if (on_)
      hK = nullptr;
  }

private:
  bool on_;
};
std::vector<ScopedK> kept;
void k(const Request &r) {
  ScopedK s(&r);
  check(r);
  kept.push_back(std::move(s));
}
// dtor clears only if committed
class TxnL {
public:
  explicit TxnL(const Request *r) { hL = r; } // EXPECT: tidepool-unsafe-remove
  void commit() { done_ = true; }
  ~TxnL() {
    if (done_)
      hL = nullptr;
  }

private:
  bool done_ = false;
};
void l(const Request &r) {
  TxnL t(&r);
  check(r);
  t.commit();
}
int main() {
  infra::Executor ex(4);
  for (int n = 0; n < 100; ++n) {
    auto r = std::make_shared<Request>(Request{"t", n, n % 7 == 0});
    ex.submit([r] { a(*r); });
    ex.submit([r] { b(*r); });
    ex.submit([r] { c(*r); });
    ex.submit([r, n] { d(*r, n % 2); });
    ex.submit([r] { e(*r); });
    ex.submit([r] { f(*r); });
    ex.submit([r] { g(*r); });
    ex.submit([r] { h(*r); });
    ex.submit([r] { i(*r); });
    ex.submit([r] { k(*r); });
    ex.submit([r] { l(*r); });
  }
}
