// RUN: %expect %s
// A thread class is given a function and its argument; the loop has an empty body and works in its condition.

#include <condition_variable>
#include <cstdio>
#include <memory>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <vector>
class Closure { public: virtual ~Closure() = default; virtual void Run() = 0; };
template <class F> class FunctorClosure final : public Closure {
public:
  explicit FunctorClosure(F f) : f_(std::move(f)) {}
  void Run() override { f_(); }
private:
  F f_;
};
class Thd {
public:
  Thd(const char *name, void (*body)(void *), void *arg) : name_(name) {
    t_ = std::thread([body, arg] { body(arg); });
  }
  void Join() { t_.join(); }
private:
  const char *name_;
  std::thread t_;
};
class WorkStealingThreadPool {
public:
  explicit WorkStealingThreadPool(int n) {
    for (int i = 0; i < n; ++i) StartThread();
  }
  void Run(Closure *c) {
    { std::lock_guard<std::mutex> l(mu_); queue_.push(c); }
    cv_.notify_one();
  }
  template <class F> void Run(F f) { Run(static_cast<Closure *>(new FunctorClosure<F>(std::move(f)))); }
private:
  class ThreadState {
  public:
    explicit ThreadState(WorkStealingThreadPool *p) : pool_(p) {}
    void ThreadBody() {
      while (Step()) {
      }
    }
    bool Step() {
      Closure *closure = pool_->Pop();
      if (closure == nullptr) return false;
      closure->Run();
      delete closure;
      return true;
    }
  private:
    WorkStealingThreadPool *pool_;
  };
  Closure *Pop() {
    std::unique_lock<std::mutex> l(mu_);
    cv_.wait(l, [this] { return shutdown_ || !queue_.empty(); });
    if (queue_.empty()) return nullptr;
    Closure *c = queue_.front();
    queue_.pop();
    return c;
  }
  void StartThread() {
    threads_.emplace_back(
        "worker",
        [](void *arg) {
          std::unique_ptr<ThreadState> st(static_cast<ThreadState *>(arg));
          st->ThreadBody();
        },
        new ThreadState(this));
  }
  std::mutex mu_;
  std::condition_variable cv_;
  std::queue<Closure *> queue_;
  std::vector<Thd> threads_;
  bool shutdown_ = false;
};
struct Call { std::string method; };
class CallStack {
public:
  static void Push(const Call *c) { top_ = c; } // EXPECT: tidepool-missing-remove
  static void Pop() { top_ = nullptr; }
  static const Call *Top() { return top_; }
private:
  static thread_local const Call *top_;
};
thread_local const Call *CallStack::top_{nullptr};
class Unary : public Closure {
public:
  explicit Unary(Call c) : call_(std::move(c)) {}
  void Run() override {
    CallStack::Push(&call_);
    std::puts(CallStack::Top()->method.c_str());
  }
private:
  Call call_;
};
int main() {
  WorkStealingThreadPool pool(4);
  pool.Run(static_cast<Closure *>(new Unary(Call{"get"})));
  Call other{"put"};
  pool.Run([other] {
    CallStack::Push(&other);
    std::puts(CallStack::Top()->method.c_str());
    CallStack::Pop();
  });
}
