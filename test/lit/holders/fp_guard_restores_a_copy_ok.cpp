// RUN: %expect %s
// A guard moves the old object out of the slot and later puts a new one made of it back.

include <condition_variable>
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
#include <boost/thread/tss.hpp>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <utility>
struct Txn { int id; std::string db; };
// A wrapper with value semantics around boost's holder, get/set/clear, and scoped binding.
template <class T> class TlsValue {
public:
  void set(T v) { p_.reset(new T(std::move(v))); }
  T *get() const { return p_.get(); }
  bool has() const { return p_.get() != nullptr; }
  T take() { std::unique_ptr<T> t(p_.release()); return std::move(*t); }
  void clear() { p_.reset(); }
private:
  mutable boost::thread_specific_ptr<T> p_;
};
static TlsValue<Txn> txn;
static TlsValue<std::string> schema;
class Binding {
public:
  Binding(TlsValue<Txn> &v, Txn t) : v_(v) {
    if (v_.has()) saved_ = v_.take();
    v_.set(std::move(t));
  }
  ~Binding() {
    if (saved_) v_.set(std::move(*saved_));
    else v_.clear();
  }
  Binding(const Binding &) = delete;
private:
  TlsValue<Txn> &v_;
  std::optional<Txn> saved_;
};
static void begin(Txn t) {
  txn.set(std::move(t));
  std::printf("%d\n", txn.get()->id);
  txn.clear();
}
static void with_binding(Txn t) {
  Binding b(txn, std::move(t));
  std::printf("%d\n", txn.get()->id);
}
static void finish(Txn t) {
  txn.set(t);
  Txn old = txn.take();
  std::printf("%d\n", old.id);
}
static void use_schema(std::string s) {
  schema.set(std::move(s));
  std::puts(schema.get()->c_str());
  schema.clear();
}
int main() {
  Exec e(3);
  e.run([] { begin({1, "x"}); });
  e.run([] { with_binding({2, "y"}); });
  e.run([] { finish({3, "z"}); });
  e.run([] { use_schema("public"); });
}
