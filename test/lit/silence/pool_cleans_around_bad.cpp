// RUN: %expect %s
// The worker cleans inside its try; the wrapper stands around some tasks only.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

struct Tenant {
  std::string name;
};
namespace tls {
thread_local const Tenant *tenant = nullptr;
thread_local const Tenant *owner = nullptr;
thread_local const Tenant *other = nullptr;
} // namespace tls
struct Scope {
  ~Scope() { tls::owner = nullptr; }
};
class Pool {
public:
  explicit Pool(int n) {
    for (int i = 0; i < n; ++i)
      ts_.emplace_back([this] { work(); });
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
    push([f = std::move(f)] {
      Scope s;
      f();
    });
  }
  void push(std::function<void()> f) {
    {
      std::scoped_lock l(m_);
      q_.push_back(std::move(f));
    }
    c_.notify_one();
  }

private:
  void work() {
    for (;;) {
      std::function<void()> f;
      {
        std::unique_lock l(m_);
        c_.wait(l, [&] { return stop_ || !q_.empty(); });
        if (q_.empty())
          return;
        f = std::move(q_.front());
        q_.pop_front();
      }
      try {
        f();
        tls::tenant = nullptr;
      } catch (const std::exception &e) {
        std::puts(e.what());
      }
    }
  }
  std::mutex m_;
  std::condition_variable c_;
  std::deque<std::function<void()>> q_;
  std::vector<std::thread> ts_;
  bool stop_ = false;
};
void check(const Tenant &t) {
  if (t.name.empty())
    throw std::runtime_error("no name");
}
void serve(const Tenant &t) {
  tls::tenant = &t; // EXPECT: tidepool-unsafe-remove
  check(t);
  std::puts(tls::tenant->name.c_str());
}
void serve2(const Tenant &t) {
  tls::owner = &t; // EXPECT: tidepool-missing-remove
  std::puts(tls::owner->name.c_str());
}
void serve3(const Tenant &t) {
  tls::other = &t; // EXPECT: tidepool-missing-remove
  std::puts(tls::other->name.c_str());
}
int main() {
  Pool p(2);
  auto t = std::make_shared<Tenant>();
  p.post([t] { serve(*t); });
  p.post([t] { serve2(*t); });
  p.push([t] { serve2(*t); });
  p.post([t] { serve3(*t); });
}
