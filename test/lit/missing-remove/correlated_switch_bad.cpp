// RUN: %expect %s
// A switch and a later question about the same value.

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

struct C {
  int k;
};
enum class Kind { None, Read, Write, Scan };
struct Job {
  Kind kind;
  int mode;
  bool flag;
};
thread_local const Job *a1 = nullptr, *a2 = nullptr, *a3 = nullptr, *a4 = nullptr, *a5 = nullptr;
void f1(const Job &j) {
  switch (j.kind) {
  case Kind::Write:
    a1 = &j;
    break;
  case Kind::Scan:
    std::puts("s");
    [[fallthrough]];
  default:
    break;
  }
  std::puts("x");
  switch (j.kind) {
  case Kind::Write:
    a1 = nullptr;
    break;
  default:
    break;
  }
}
void f2(const Job &j) {
  switch (j.kind) {
  case Kind::Write:
  case Kind::Scan:
    a2 = &j; // EXPECT: tidepool-missing-remove
    break;
  case Kind::None:
  case Kind::Read:
    return;
  }
  if (j.kind == Kind::Write)
    a2 = nullptr;
}
void f3(const Job &j) {
  if (j.kind == Kind::Read)
    a3 = &j;
  switch (j.kind) {
  case Kind::Read:
    std::puts("r");
    a3 = nullptr;
    break;
  case Kind::Write:
    std::puts("w");
    break;
  default:
    break;
  }
}
void f4(const Job &j) {
  switch (j.mode) {
  case 0:
    return;
  case 1:
    a4 = &j;
    break;
  case 2 ... 5:
    std::puts("r");
  }
  if (j.mode == 1)
    a4 = nullptr;
}
void f5(const Job &j) {
  switch (j.kind) {
  case Kind::None:
    return;
  case Kind::Read:
  case Kind::Write:
    a5 = &j;
    break;
  case Kind::Scan:
    return;
  }
  a5 = nullptr;
}
int main() {
  infra::Executor ex(2);
  Job j{};
  ex.submit([j] { f1(j); });
  ex.submit([j] { f2(j); });
  ex.submit([j] { f3(j); });
  ex.submit([j] { f5(j); });
}
