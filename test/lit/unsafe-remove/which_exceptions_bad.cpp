// RUN: %expect %s
// Which exceptions get past the remove: by type, translated, thrown on, swallowed, out of constructors.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <new>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
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

struct Order {
  std::string id;
  int qty;
  double price;
};
struct ParseError : std::runtime_error {
  using std::runtime_error::runtime_error;
};
struct RetryLater {}; // not a std::exception
namespace {
thread_local const Order *oA = nullptr, *oB = nullptr, *oC = nullptr, *oD = nullptr, *oE = nullptr,
                         *oF = nullptr, *oG = nullptr, *oH = nullptr, *oI = nullptr, *oJ = nullptr,
                         *oK = nullptr, *oL = nullptr, *oM = nullptr, *oN = nullptr, *oO = nullptr,
                         *oP = nullptr, *oQ = nullptr, *oR = nullptr;
}
[[noreturn]] void fail(const char *m) { throw ParseError(m); }
void mayFail(const Order &o) {
  if (o.qty < 0)
    fail("qty");
}
void mayRetry(const Order &o) {
  if (o.qty == 42)
    throw RetryLater{};
}
void safe(const Order &o) noexcept {
  if (o.qty < 0)
    fail("terminate");
}
void swallow(const Order &o) {
  try {
    mayFail(o);
  } catch (const std::exception &) {
  }
}
void swallowSome(const Order &o) {
  try {
    mayFail(o);
    mayRetry(o);
  } catch (const std::runtime_error &) {
  }
}
void translate(const Order &o) {
  try {
    mayFail(o);
  } catch (const ParseError &e) {
    throw std::invalid_argument(e.what());
  }
}
void rethrowSome(const Order &o) {
  try {
    mayFail(o);
  } catch (const ParseError &) {
    throw;
  } catch (...) {
  }
}

void a(const Order &o) {
  oA = &o; // EXPECT: tidepool-unsafe-remove
  mayFail(o);
  oA = nullptr;
}
void b(const Order &o) {
  oB = &o;
  safe(o);
  oB = nullptr;
}
void c(const Order &o) {
  oC = &o;
  swallow(o);
  oC = nullptr;
}
void d(const Order &o) {
  oD = &o; // EXPECT: tidepool-unsafe-remove
  swallowSome(o);
  oD = nullptr;
}
void e(const Order &o) {
  oE = &o; // EXPECT: tidepool-unsafe-remove
  translate(o);
  oE = nullptr;
}
void f(const Order &o) {
  oF = &o; // EXPECT: tidepool-unsafe-remove
  rethrowSome(o);
  oF = nullptr;
}
void g(const Order &o) {
  oG = &o;
  try {
    mayFail(o);
  } catch (...) {
    oG = nullptr;
    throw;
  }
  oG = nullptr;
}
void h(const Order &o) {
  oH = &o; // EXPECT: tidepool-unsafe-remove
  try {
    mayFail(o);
    mayRetry(o);
  } catch (const std::exception &) {
    oH = nullptr;
    throw;
  }
  oH = nullptr;
}
void i(const Order &o) {
  oI = &o;
  try {
    mayFail(o);
  } catch (const std::exception &) {
    oI = nullptr;
    throw;
  }
  oI = nullptr;
}
void j(const Order &o) try {
  oJ = &o;
  mayFail(o);
  oJ = nullptr;
} catch (...) {
  oJ = nullptr;
  throw;
}
void k(const Order &o) try {
  oK = &o; // EXPECT: tidepool-unsafe-remove
  mayFail(o);
  mayRetry(o);
  oK = nullptr;
} catch (const std::logic_error &) {
  oK = nullptr;
}
// handler forgets: ends normally with it still set
void l(const Order &o) {
  oL = &o; // EXPECT: tidepool-missing-remove
  try {
    mayFail(o);
    oL = nullptr;
  } catch (const std::exception &e) {
    std::puts(e.what());
  }
}
void m(const Order &o) {
  oM = &o;
  std::exception_ptr p;
  try {
    mayFail(o);
  } catch (...) {
    p = std::current_exception();
  }
  oM = nullptr;
  if (p)
    std::rethrow_exception(p);
}
// constructor throws
class Checked {
public:
  explicit Checked(const Order &o) {
    if (o.price < 0)
      throw std::out_of_range("price");
  }
};
void n(const Order &o) {
  oN = &o; // EXPECT: tidepool-unsafe-remove
  auto c = std::make_unique<Checked>(o);
  oN = nullptr;
}
// the throw is before the write
void oo(const Order &o) {
  mayFail(o);
  oO = &o;
  std::puts(oO->id.c_str());
  oO = nullptr;
}
// a throwing getter in an argument of the remove
// write in a callee that throws
void enterP(const Order &o) {
  oP = &o; // EXPECT: tidepool-unsafe-remove
  if (o.id.empty())
    throw ParseError("no id");
}
void p(const Order &o) {
  enterP(o);
  std::puts("p");
  oP = nullptr;
}
// exit paths: abort/exit/terminate are none
void q(const Order &o) {
  oQ = &o;
  if (o.qty == 1)
    std::abort();
  if (o.qty == 2)
    std::exit(3);
  if (o.qty == 3)
    std::terminate();
  oQ = nullptr;
}
// std lib only
void r(const Order &o) {
  oR = &o;
  std::string s = o.id;
  s.at(3) = 'x';
  (void)std::stoi(s);
  oR = nullptr;
}
int main() {
  infra::Executor ex(3);
  for (int n_ = 0; n_ < 5; ++n_) {
    auto o = std::make_shared<Order>(Order{"x", n_, 1.0});
    ex.submit([o] { a(*o); });
    ex.submit([o] { b(*o); });
    ex.submit([o] { c(*o); });
    ex.submit([o] { d(*o); });
    ex.submit([o] { e(*o); });
    ex.submit([o] { f(*o); });
    ex.submit([o] { g(*o); });
    ex.submit([o] { h(*o); });
    ex.submit([o] { i(*o); });
    ex.submit([o] { j(*o); });
    ex.submit([o] { k(*o); });
    ex.submit([o] { l(*o); });
    ex.submit([o] { m(*o); });
    ex.submit([o] { n(*o); });
    ex.submit([o] { oo(*o); });
    ex.submit([o] { p(*o); });
    ex.submit([o] { q(*o); });
    ex.submit([o] { r(*o); });
  }
}
