// RUN: %expect %s
// A slot for each derived class, set, cleared and exchanged through its base.

#include <condition_variable>
#include <functional>
#include <mutex>
#include <queue>
#include <thread>
#include <vector>
class Exec {
public:
  explicit Exec(int n) { for (int i = 0; i < n; ++i) t_.emplace_back([this] { loop(); }); }
  void run(std::function<void()> f) { { std::lock_guard<std::mutex> g(m_); q_.push(std::move(f)); } cv_.notify_one(); }
private:
  void loop() {
    for (;;) {
      std::function<void()> f;
      {
        std::unique_lock<std::mutex> l(m_);
        cv_.wait(l, [this] { return !q_.empty(); });
        f = std::move(q_.front());
        q_.pop();
      }
      f();
    }
  }
  std::mutex m_;
  std::condition_variable cv_;
  std::queue<std::function<void()>> q_;
  std::vector<std::thread> t_;
};
#include <cstdio>
#include <string>
#include <utility>
// A slot by CRTP: each derived class has its own thread_local.
template <class Derived, class T> class ThreadSlot {
protected:
  static T &storage() {
    static thread_local T value{};
    return value;
  }
public:
  static const T &get() { return storage(); }
  static void set(T v) { storage() = std::move(v); }
  static void clear() { storage() = T{}; }
  static T exchange(T v) { return std::exchange(storage(), std::move(v)); }
};
struct Order { int id; std::string customer; };
class CurrentOrder : public ThreadSlot<CurrentOrder, const Order *> {};
class CurrentUser : public ThreadSlot<CurrentUser, const std::string *> {
public:
  static void enter(const std::string &u) { set(&u); }
  static void leave() { clear(); }
};
class Base {
public:
  virtual ~Base() = default;
  void execute(const Order &o) {
    before(o);
    work(o);
    after(o);
  }
protected:
  virtual void before(const Order &o) { CurrentOrder::set(&o); }
  virtual void work(const Order &o) = 0;
  virtual void after(const Order &) { CurrentOrder::clear(); }
};
class Pack : public Base {
  void work(const Order &) override { std::printf("%d\n", CurrentOrder::get()->id); }
};
void user(const Order &o) {
  CurrentUser::enter(o.customer);
  std::puts(CurrentUser::get()->c_str());
  CurrentUser::leave();
}
void swap_in(const Order &o) {
  const Order *old = CurrentOrder::exchange(&o);
  std::printf("%d\n", CurrentOrder::get()->id);
  CurrentOrder::exchange(old);
}
int main() {
  Exec e(3);
  Order o{1, "c"};
  e.run([o] { Pack p; p.execute(o); });
  e.run([o] { user(o); });
  e.run([o] { swap_in(o); });
}
