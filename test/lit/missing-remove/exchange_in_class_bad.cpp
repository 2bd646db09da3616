// RUN: %expect %s
// A static exchange() is setter and getter; one task forgets to give back.

#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <list>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace mail {
class Task {
public:
  virtual ~Task() = default;
  virtual void run() = 0;
  virtual const char *name() const { return "task"; }
};
class Context {
public:
  static Context *current() noexcept { return instance_; }
  static Context *exchange(Context *c) noexcept {
    Context *old = instance_;
    instance_ = c; // EXPECT: tidepool-missing-remove
    return old;
  }
  std::string mailbox;
  unsigned flags = 0;

private:
  static thread_local Context *instance_;
};
thread_local Context *Context::instance_ = nullptr;
class ContextGuard {
public:
  explicit ContextGuard(Context &c) : saved_(Context::exchange(&c)) {}
  ~ContextGuard() { Context::exchange(saved_); }
  ContextGuard(const ContextGuard &) = delete;
  ContextGuard &operator=(const ContextGuard &) = delete;

private:
  Context *saved_;
};
class Deliver final : public Task {
public:
  explicit Deliver(std::string box) { ctx_.mailbox = std::move(box); }
  void run() override {
    ContextGuard g(ctx_);
    store();
  }

private:
  void store() {
    if (ctx_.mailbox.empty())
      throw std::invalid_argument("mailbox");
    std::puts(Context::current()->mailbox.c_str());
  }
  Context ctx_;
};
class Expunge final : public Task {
public:
  void run() override {
    Context *old = Context::exchange(&ctx_);
    if (ctx_.flags & 1) {
      std::puts("nothing");
      return;
    }
    std::puts(Context::current()->mailbox.c_str());
    Context::exchange(old);
  }

private:
  Context ctx_;
};
class Scheduler {
public:
  explicit Scheduler(int n) {
    threads_.reserve(n);
    while (n-- > 0)
      threads_.emplace_back(&Scheduler::threadMain, this);
  }
  ~Scheduler() {
    {
      std::lock_guard g(lock_);
      quit_ = true;
    }
    wake_.notify_all();
    for (auto &t : threads_)
      if (t.joinable())
        t.join();
  }
  void schedule(std::unique_ptr<Task> t) {
    std::lock_guard g(lock_);
    todo_.push_back(std::move(t));
    wake_.notify_one();
  }

private:
  std::unique_ptr<Task> take() {
    std::unique_lock g(lock_);
    wake_.wait(g, [this] { return quit_ || !todo_.empty(); });
    if (todo_.empty())
      return nullptr;
    auto t = std::move(todo_.front());
    todo_.pop_front();
    return t;
  }
  void threadMain() {
    for (;;) {
      auto t = take();
      if (!t)
        break;
      runOne(*t);
    }
  }
  static void runOne(Task &t) noexcept {
    try {
      t.run();
    } catch (const std::exception &e) {
      std::fprintf(stderr, "%s: %s\n", t.name(), e.what());
    }
  }
  std::mutex lock_;
  std::condition_variable wake_;
  std::list<std::unique_ptr<Task>> todo_;
  std::vector<std::thread> threads_;
  bool quit_ = false;
};
} // namespace mail
int main() {
  mail::Scheduler s(4);
  s.schedule(std::make_unique<mail::Deliver>("inbox"));
  s.schedule(std::make_unique<mail::Expunge>());
}
