// RUN: %expect %s
// Streams and writers that are emptied before each use.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <mutex>
#include <queue>
#include <sstream>
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

static std::string render(int id, const std::string &name) {
  thread_local std::ostringstream out;
  out.str("");
  out.clear();
  out << id << ' ' << name;
  return out.str();
}
struct Buf {
  std::vector<char> bytes;
  size_t used = 0;
  void reset() {
    bytes.clear();
    used = 0;
  }
  void put(const std::string &s) {
    bytes.insert(bytes.end(), s.begin(), s.end());
    used += s.size();
  }
};
static thread_local Buf tlBuf;
static size_t encode(const std::string &name) {
  Buf &b = tlBuf;
  b.reset();
  b.put(name);
  return b.used;
}
int main() {
  infra::Executor ex(2);
  for (int i = 0; i < 9; ++i)
    ex.execute([i, n = std::to_string(i)] {
      std::puts(render(i, n).c_str());
      std::printf("%zu\n", encode(n));
    });
}
