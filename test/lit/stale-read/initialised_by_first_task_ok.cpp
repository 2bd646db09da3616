// RUN: %expect %s
// A function-local thread_local is initialised from the environment.

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

struct Job {
  int shard;
  std::vector<int> rows;
};
struct Connection {
  explicit Connection(const char *host) : host_(host ? host : "localhost") {}
  void put(int shard, int row) { std::printf("%s %d<-%d\n", host_.c_str(), shard, row); }
  std::string host_;
};
void store(const Job &job) {
  thread_local Connection conn(std::getenv("DB_HOST"));
  for (int row : job.rows)
    conn.put(job.shard, row);
}
int main() {
  infra::Executor ex(2);
  for (int i = 0; i < 4; ++i)
    ex.execute([i] { store(Job{i, {1, 2, 3}}); });
}
