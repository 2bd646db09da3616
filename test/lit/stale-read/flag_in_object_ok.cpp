// RUN: %expect %s
// As its twin, but the value is the same for all tasks.

#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <functional>
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

class ApiClient {
public:
  bool ready() const { return ready_; }
  void login(const char *token) {
    token_ = token;
    ready_ = true;
  }
  void call(const char *what, int n) const { std::printf("%s %s %d\n", token_.c_str(), what, n); }

private:
  std::string token_;
  bool ready_ = false;
};
static thread_local ApiClient tlApi;
static void job(int n, const char *what) {
  if (!tlApi.ready())
    tlApi.login(std::getenv("TOKEN"));
  tlApi.call(what, n);
}
int main() {
  infra::Executor ex(2);
  for (int i = 0; i < 3; ++i)
    ex.execute([i] { job(i, "get"); });
}
