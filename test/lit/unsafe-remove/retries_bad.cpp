// RUN: %expect %s
// Retries, nested handlers, clean-up lambdas.

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
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

struct Batch {
  std::string id;
  std::vector<int> rows;
  int tries = 3;
};
struct Transient : std::runtime_error {
  using runtime_error::runtime_error;
};
struct Permanent : std::logic_error {
  using logic_error::logic_error;
};
static thread_local const Batch *b1 = nullptr, *b2 = nullptr, *b3 = nullptr, *b4 = nullptr, *b5 = nullptr,
                                *b6 = nullptr, *b7 = nullptr, *b8 = nullptr;
static void insert(const Batch &b, int row) {
  if (row < 0)
    throw Transient("row");
  if (row > 1000)
    throw Permanent(b.id);
}
void r1(const Batch &b) { // retries transient, permanent escapes
  for (int i = 0; i < b.tries; ++i) {
    b1 = &b; // EXPECT: tidepool-unsafe-remove
    try {
      for (int r : b.rows)
        insert(b, r);
      b1 = nullptr;
      return;
    } catch (const Transient &) {
      b1 = nullptr;
    }
  }
}
void r2(const Batch &b) {
  b2 = &b;
  try {
    try {
      for (int r : b.rows)
        insert(b, r);
    } catch (const Transient &t) {
      throw Permanent(t.what());
    }
  } catch (const std::exception &e) {
    std::puts(e.what());
  }
  b2 = nullptr;
}
void r3(const Batch &b) {
  auto finally = [] { b3 = nullptr; };
  b3 = &b;
  try {
    for (int r : b.rows)
      insert(b, r);
  } catch (...) {
    finally();
    throw;
  } finally();
}
void r4(const Batch &b) {
  auto cleanup = [] { b4 = nullptr; };
  b4 = &b; // EXPECT: tidepool-unsafe-remove
  for (int r : b.rows) {
    if (r == 0)
      continue;
    insert(b, r);
  }
  cleanup();
}
bool tryInsert(const Batch &b, int row) noexcept {
  try {
    insert(b, row);
    return true;
  } catch (...) {
    return false;
  }
}
void r5(const Batch &b) {
  b5 = &b; // EXPECT: tidepool-missing-remove
  for (int r : b.rows)
    if (!tryInsert(b, r))
      return;
  b5 = nullptr;
}
void r6(const Batch &b) {
  b6 = &b;
  bool ok = true;
  for (int r : b.rows)
    ok = ok && tryInsert(b, r);
  b6 = nullptr;
  if (!ok)
    throw Permanent("b");
}
int r7(const Batch &b) try {
  b7 = &b;
  insert(b, 3);
  b7 = nullptr;
  return 0;
} catch (const Permanent &) {
  b7 = nullptr;
  return 1;
} catch (const Transient &) {
  b7 = nullptr;
  return 2;
}
int r8(const Batch &b) {
  int rc = 0;
  b8 = &b;
  try {
    insert(b, 4);
  } catch (const Transient &) {
    rc = 1;
  } catch (const std::logic_error &) {
    rc = 2;
  }
  b8 = nullptr;
  return rc;
}
int main() {
  infra::Executor ex(2);
  for (int i = 0; i < 3; ++i) {
    auto b = std::make_shared<Batch>();
    ex.submit([b] { r1(*b); });
    ex.submit([b] { r2(*b); });
    ex.submit([b] { r3(*b); });
    ex.submit([b] { r4(*b); });
    ex.submit([b] { r5(*b); });
    ex.submit([b] { r6(*b); });
    ex.submit([b] { r7(*b); });
    ex.submit([b] { r8(*b); });
  }
}
