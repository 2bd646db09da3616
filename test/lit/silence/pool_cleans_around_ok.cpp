// RUN: %expect %s
// A wrapper around every task and the worker itself clean; the worker names itself.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

struct Tenant {
  std::string name;
};
namespace tls {
thread_local const Tenant *tenant = nullptr;
thread_local std::string trace;
thread_local int depth = 0;
thread_local const Tenant *owner = nullptr;
thread_local int worker = -1;
thread_local const char *threadName = "";
} // namespace tls
struct Scope {
  ~Scope() { tls::owner = nullptr; }
};
void resetAll() {
  tls::tenant = nullptr;
  tls::trace.clear();
}
class Pool {
public:
  explicit Pool(int n) {
    for (int i = 0; i < n; ++i)
      ts_.emplace_back(&Pool::work, this, i);
  }
  ~Pool() {
    {
      std::scoped_lock l(m_);
      stop_ = true;
    }
    c_.notify_all();
    for (auto &t : ts_)
      t.join();
  }
  void post(std::function<void()> f) {
    {
      std::scoped_lock l(m_);
      q_.push_back(wrap(std::move(f)));
    }
    c_.notify_one();
  }

private:
  static std::function<void()> wrap(std::function<void()> f) {
    return [f = std::move(f)] {
      Scope s;
      f();
    };
  }
  void work(int index) {
    tls::worker = index;
    char name[16];
    std::snprintf(name, sizeof name, "w%d", index);
    tls::threadName = "worker";
    std::unique_lock l(m_);
    while (true) {
      c_.wait(l, [&] { return stop_ || !q_.empty(); });
      if (q_.empty())
        return;
      auto f = std::move(q_.front());
      q_.pop_front();
      l.unlock();
      try {
        f();
      } catch (...) {
        std::puts("x");
      }
      resetAll();
      l.lock();
    }
  }
  std::mutex m_;
  std::condition_variable c_;
  std::deque<std::function<void()>> q_;
  std::vector<std::thread> ts_;
  bool stop_ = false;
};
void logLine() {
  std::printf("%s %s %d\n", tls::tenant ? tls::tenant->name.c_str() : "-", tls::trace.c_str(), tls::worker);
}
void serve(const Tenant &t) {
  tls::tenant = &t;
  tls::trace = t.name;
  tls::owner = &t;
  logLine();
}
int main() {
  Pool p(2);
  auto t = std::make_shared<Tenant>();
  p.post([t] { serve(*t); });
  p.post([] { logLine(); });
}
