// RUN: %expect %s
// What a smart pointer in a slot owns is used through an accessor that returns a reference to it.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <memory>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <vector>

namespace infra {
class Executor {
public:
  explicit Executor(unsigned n);
  ~Executor();
  void execute(std::function<void()> fn);

private:
  void workerMain();
  bool pop(std::function<void()> &out);
  std::mutex mu_;
  std::condition_variable cv_;
  std::queue<std::function<void()>> q_;
  std::vector<std::thread> threads_;
  bool stop_ = false;
};
inline Executor::Executor(unsigned n) {
  threads_.reserve(n);
  for (unsigned i = 0; i != n; ++i)
    threads_.emplace_back(&Executor::workerMain, this);
}
inline Executor::~Executor() {
  {
    std::lock_guard lk(mu_);
    stop_ = true;
  }
  cv_.notify_all();
  for (auto &t : threads_)
    t.join();
}
inline void Executor::execute(std::function<void()> fn) {
  {
    std::lock_guard lk(mu_);
    q_.push(std::move(fn));
  }
  cv_.notify_one();
}
inline bool Executor::pop(std::function<void()> &out) {
  std::unique_lock lk(mu_);
  cv_.wait(lk, [&] { return stop_ || !q_.empty(); });
  if (q_.empty())
    return false;
  out = std::move(q_.front());
  q_.pop();
  return true;
}
inline void Executor::workerMain() {
  std::function<void()> fn;
  while (pop(fn))
    fn();
}
} // namespace infra

class Formatter {
public:
  explicit Formatter(const std::string &locale) : locale_(locale) {}
  std::string money(long cents) const { return locale_ + ":" + std::to_string(cents); }

private:
  std::string locale_;
};
struct Order {
  std::string locale;
  long cents;
};
static Formatter &formatterFor(const Order &o) {
  thread_local std::unique_ptr<Formatter> f;
  if (f == nullptr)
    f.reset(new Formatter(o.locale));
  return *f;
}
static void invoice(const Order &o) {
  std::puts(formatterFor(o).money(o.cents).c_str()); // EXPECT: tidepool-stale-read
}
int main() {
  infra::Executor ex(2);
  ex.execute([o = Order{"de", 100}] { invoice(o); });
  ex.execute([o = Order{"fr", 200}] { invoice(o); });
}
