// RUN: %expect %s
// Views, pointers and owners are no scratch; nor is what is read first.

#include <any>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
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

struct Msg {
  std::string body;
  std::vector<int> ids;
  int n;
};
thread_local std::string_view tView;
thread_local std::span<const int> tSpan;
thread_local std::function<void()> tFn;
thread_local std::any tAny;
thread_local std::shared_ptr<Msg> tMsg;
thread_local std::vector<const Msg *> tVec;
struct Ctx {
  int id;
  const Msg *m;
};
thread_local Ctx tCtx{};
thread_local std::string tHalf; // appended, read before clearing
thread_local std::weak_ptr<Msg> tWeak;
void run(const std::shared_ptr<Msg> &p) {
  const Msg &m = *p;
  tView = m.body; // EXPECT: tidepool-missing-remove
  std::printf("%zu", tView.size());
  tSpan = m.ids;                             // EXPECT: tidepool-missing-remove
  tFn = [p] { std::puts(p->body.c_str()); }; // EXPECT: tidepool-missing-remove
  tFn();
  tAny = p; // EXPECT: tidepool-missing-remove
  tMsg = p; // EXPECT: tidepool-missing-remove
  tVec.clear();
  tVec.push_back(&m); // EXPECT: tidepool-missing-remove
  tCtx.m = &m; // EXPECT: tidepool-missing-remove
  tCtx.id = m.n;
}
void half(const Msg &m) {
  std::puts(tHalf.c_str()); // EXPECT: tidepool-stale-read
  tHalf = m.body;           // EXPECT: tidepool-missing-remove
}
int main() {
  infra::Executor ex(2);
  for (int i = 0; i < 3; ++i) {
    auto m = std::make_shared<Msg>();
    ex.submit([m] { run(m); });
    ex.submit([m] { half(*m); });
  }
}
