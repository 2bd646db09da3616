// REQUIRES: boost
// RUN: %expect %s
// Keys, wrapped keys and boost::thread_specific_ptr, guarded and not.

#include <boost/thread/tss.hpp>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <pthread.h>
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

struct Conn {
  std::string db;
  bool broken = false;
};
class TlsKey {
public:
  TlsKey() { pthread_key_create(&key_, nullptr); }
  void set(void *p) const { pthread_setspecific(key_, p); }
  void *get() const { return pthread_getspecific(key_); }
  void clear() const { pthread_setspecific(key_, nullptr); }

private:
  pthread_key_t key_;
};
static TlsKey kA, kB, kC;
class KeyScope {
public:
  KeyScope(const TlsKey &k, void *v) : k_(k), old_(k.get()) { k_.set(v); }
  ~KeyScope() { k_.set(old_); }

private:
  const TlsKey &k_;
  void *old_;
};
void query(Conn &c) {
  if (c.broken)
    throw std::runtime_error(c.db);
  std::puts(c.db.c_str());
}
void a(Conn &c) {
  KeyScope s(kA, &c);
  query(c);
}
void b(Conn &c) {
  kB.set(&c); // EXPECT: tidepool-unsafe-remove
  query(c);
  kB.clear();
}
void cc(Conn &c) {
  struct G {
    ~G() { kC.clear(); }
  } g;
  kC.set(&c);
  query(c);
}
static boost::thread_specific_ptr<Conn> bA, bB, bC;
void d(const Conn &c) {
  bA.reset(new Conn(c)); // EXPECT: tidepool-unsafe-remove
  query(*bA);
  bA.reset();
}
void e(const Conn &c) {
  struct G {
    ~G() { bB.reset(); }
  } g;
  bB.reset(new Conn(c));
  query(*bB);
}
void f(const Conn &c) {
  bC.reset(new Conn(c));
  try {
    query(*bC);
  } catch (const std::exception &) {
    bC.reset();
    throw;
  }
  bC.reset();
}
static pthread_key_t raw;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static void make() {
  pthread_key_create(&raw, [](void *p) { delete static_cast<Conn *>(p); });
}
void g(const Conn &c) {
  pthread_once(&once, make);
  pthread_setspecific(raw, new Conn(c)); // EXPECT: tidepool-missing-remove
  auto *p = static_cast<Conn *>(pthread_getspecific(raw));
  query(*p);
  if (p->db.empty())
    return;
  delete p;
  pthread_setspecific(raw, nullptr);
}
int main() {
  infra::Executor ex(2);
  for (int i = 0; i < 3; ++i) {
    auto c = std::make_shared<Conn>();
    ex.submit([c] { a(*c); });
    ex.submit([c] { b(*c); });
    ex.submit([c] { cc(*c); });
    ex.submit([c] { d(*c); });
    ex.submit([c] { e(*c); });
    ex.submit([c] { f(*c); });
    ex.submit([c] { g(*c); });
  }
}
