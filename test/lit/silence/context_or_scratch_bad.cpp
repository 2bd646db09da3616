// RUN: %expect %s
// Numbers, enumerations and strings: context where a task reads them first, scratch where not.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <exception>
#include <functional>
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

enum class Role { Guest, User, Admin };
struct Req {
  int tenant;
  Role role;
  bool dry;
  std::string trace;
};
static thread_local int tTenant = -1; // read by log before it is set in another task
static thread_local Role tRole = Role::Guest;
static thread_local bool tDry = false;
static thread_local std::string tTrace;
static thread_local int tPort = 0;                                // always set first
bool isAdmin() { return tRole == Role::Admin; }                   // EXPECT: tidepool-stale-read
void log(const char *m) { std::printf("[%d] %s\n", tTenant, m); } // EXPECT: tidepool-stale-read
void serve(const Req &r) {
  log("begin");
  tTenant = r.tenant; // EXPECT: tidepool-missing-remove
  log("end");
}
void admin(const Req &r) {
  if (r.role == Role::Admin)
    tRole = r.role; // EXPECT: tidepool-missing-remove
  if (isAdmin())
    std::puts("admin");
}
void dry(const Req &r) {
  bool old = tDry;
  tDry = r.dry;
  std::puts(tDry ? "dry" : "wet");
  tDry = old;
}
void trace(const Req &r) {
  tTrace = r.trace;
  std::puts(tTrace.c_str());
}
void port(const Req &r) {
  tPort = r.tenant + 8000;
  std::printf("%d", tPort);
}
int main() {
  infra::Executor ex(2);
  Req r{};
  ex.submit([r] { serve(r); });
  ex.submit([r] { admin(r); });
  ex.submit([r] { dry(r); });
  ex.submit([r] { trace(r); });
  ex.submit([r] { port(r); });
}
