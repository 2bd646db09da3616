// RUN: %expect %s
// The same question asked twice, in many forms; and questions that are not the same.

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

struct Ctx {
  std::string user;
  int level;
  bool traced;
};
struct Opts {
  bool verbose;
  bool audit;
  int mode;
};
thread_local const Ctx *c1 = nullptr, *c2 = nullptr, *c3 = nullptr, *c4 = nullptr, *c5 = nullptr,
                       *c6 = nullptr, *c7 = nullptr, *c8 = nullptr, *c9 = nullptr, *c10 = nullptr,
                       *c11 = nullptr, *c12 = nullptr, *c13 = nullptr, *c14 = nullptr, *c15 = nullptr,
                       *c16 = nullptr;
void show(const Ctx *c) {
  if (c)
    std::puts(c->user.c_str());
}
void r1(const Ctx &c, const Opts &o) {
  if (o.audit)
    c1 = &c;
  show(c1 ? c1 : &c);
  if (o.audit)
    c1 = nullptr;
}
void r2(const Ctx &c, Opts &o) {
  if (o.audit)
    c2 = &c; // EXPECT: tidepool-missing-remove
  o.audit = c.level > 3;
  if (o.audit)
    c2 = nullptr;
}
void r3(const Ctx &c) {
  const bool set = c.traced && c.level > 2;
  if (set) {
    c3 = &c;
  }
  show(&c);
  if (set) {
    c3 = nullptr;
  }
}
void r4(const Ctx &c, int mode) {
  switch (mode) {
  case 0:
    c4 = &c;
    break;
  case 1:
  case 2:
    break;
  default:
    return;
  }
  show(&c);
  if (mode == 0)
    c4 = nullptr;
}
void r5(const Ctx &c) {
  bool owner = false;
  if (!c5) {
    c5 = &c;
    owner = true;
  }
  show(c5);
  if (owner)
    c5 = nullptr;
}
void r6(const Ctx &c) {
  auto *prev = c6;
  c6 = &c;
  show(c6);
  c6 = prev;
}
void r7(const Ctx &c) {
  auto *prev = c7;
  c7 = &c; // EXPECT: tidepool-missing-remove
  if (c.level < 0)
    return;
  c7 = prev;
}
void r8(const Ctx &c) {
  if (c.traced) {
    c8 = &c;
  } else if (c.level) {
    show(&c);
    return;
  }
  show(&c);
  c8 = nullptr;
}
bool begin9(const Ctx &c) {
  if (c.level < 2)
    return false;
  c9 = &c;
  return true;
}
void end9() { c9 = nullptr; }
void r9(const Ctx &c) {
  if (!begin9(c))
    return;
  show(c9);
  end9();
}
void r10(const Ctx &c) {
  bool ok = false;
  for (int i = 0; i < c.level; ++i) {
    c10 = &c;
    show(c10);
    if (i == 7) {
      ok = true;
      break;
    }
    c10 = nullptr;
  }
  if (ok)
    c10 = nullptr;
}
void r11(const Ctx &c) {
  for (int i = 0; i < c.level; ++i) {
    c11 = &c; // EXPECT: tidepool-missing-remove
    if (i == 7)
      break;
    c11 = nullptr;
  }
}
int status12(const Ctx &c) {
  c12 = &c;
  int rc = 0;
  do {
    if (c.level == 1) {
      rc = -1;
      break;
    }
    if (c.traced) {
      rc = -2;
      break;
    }
    show(c12);
  } while (false);
  c12 = nullptr;
  return rc;
}
void r13(const Ctx &c) {
  c13 = &c; // EXPECT: tidepool-missing-remove
  if (c.level) {
    c13 = nullptr;
  } else {
    show(c13);
  }
}
void r14(const Ctx &c) {
  std::optional<int> v;
  if (c.level)
    v = c.level;
  if (v)
    c14 = &c;
  show(c14 ? c14 : &c);
  if (v.has_value())
    c14 = nullptr;
}
void r15(const Ctx &c) {
  Ctx *copy = c.traced ? new Ctx(c) : nullptr;
  if (copy)
    c15 = copy;
  show(c15 ? c15 : &c);
  if (copy) {
    c15 = nullptr;
    delete copy;
  }
}
void r16(const Ctx &c, bool a) {
  if (a)
    c16 = &c; // EXPECT: tidepool-missing-remove
  show(&c);
  if (!a)
    c16 = nullptr;
}
int main() {
  infra::Executor ex(4);
  for (int n = 0; n < 10; ++n) {
    auto c = std::make_shared<Ctx>();
    Opts o{};
    ex.submit([c, o] { r1(*c, o); });
    ex.submit([c, o]() mutable { r2(*c, o); });
    ex.submit([c] { r3(*c); });
    ex.submit([c, n] { r4(*c, n % 4); });
    ex.submit([c] { r5(*c); });
    ex.submit([c] { r6(*c); });
    ex.submit([c] { r7(*c); });
    ex.submit([c] { r8(*c); });
    ex.submit([c] { r9(*c); });
    ex.submit([c] { r10(*c); });
    ex.submit([c] { r11(*c); });
    ex.submit([c] { status12(*c); });
    ex.submit([c] { r13(*c); });
    ex.submit([c] { r14(*c); });
    ex.submit([c] { r15(*c); });
    ex.submit([c, n] { r16(*c, n > 1); });
  }
}
