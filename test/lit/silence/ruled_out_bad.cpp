// RUN: %expect %s
// NOLINT in its forms, threads that are no pool, code that no task reaches, a cache that is marked.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <exception>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
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

struct R {
  std::string s;
};
thread_local const R *t1 = nullptr, *t2 = nullptr, *t3 = nullptr, *t4 = nullptr, *t5 = nullptr, *t6 = nullptr,
                     *t7 = nullptr, *t8 = nullptr;
[[clang::annotate("tidepool::cache")]] thread_local const R *t9 = nullptr;
thread_local const R *t10 = nullptr;
static void once(const R &r) { t1 = &r; }
static void async(const R &r) { t2 = &r; }
static void never(const R &r) { t3 = &r; }
void n4(const R &r) { t4 = &r; } // NOLINT(tidepool-missing-remove)
void n5(const R &r) {
  // NOLINTNEXTLINE(tidepool-missing-remove)
  t5 = &r;
}
void n6(const R &r) {
  // NOLINTBEGIN(tidepool-*)
  t6 = &r;
  // NOLINTEND(tidepool-*)
}
void n7(const R &r) { t7 = &r; } // NOLINT
void n8(const R &r) {
  t8 = &r; // EXPECT: tidepool-missing-remove
} // NOLINT(tidepool-stale-read)
void n9(const R &r) { t9 = &r; }
void n10(const R &r) { t10 = &r; } // NOLINT(bugprone-*,tidepool-missing-remove)
int main() {
  R r;
  std::thread a(once, std::cref(r));
  a.join();
  auto f = std::async(std::launch::async, [&] { async(r); });
  f.get();
  (void)&never;
  std::jthread j([&] { once(r); });
  infra::Executor ex(2);
  ex.submit([&r] { n4(r); });
  ex.submit([&r] { n5(r); });
  ex.submit([&r] { n6(r); });
  ex.submit([&r] { n7(r); });
  ex.submit([&r] { n8(r); });
  ex.submit([&r] { n9(r); });
  ex.submit([&r] { n10(r); });
}
