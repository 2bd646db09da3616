// RUN: %expect %s
// The parent is handed over with the task.

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

struct Span {
  std::string name;
  std::shared_ptr<Span> parent;
};
using SpanPtr = std::shared_ptr<Span>;
namespace trace {
inline thread_local SpanPtr active;
inline SpanPtr start(std::string name) {
  auto s = std::make_shared<Span>();
  s->name = std::move(name);
  s->parent = active;
  return s;
}
class Scope {
public:
  explicit Scope(SpanPtr s) : saved_(std::move(active)) { active = std::move(s); }
  ~Scope() { active = std::move(saved_); }

private:
  SpanPtr saved_;
};
} // namespace trace
class Importer {
public:
  explicit Importer(infra::Executor &ex) : ex_(ex) {}
  void run(int files) {
    trace::Scope scope(trace::start("import"));
    for (int i = 0; i < files; ++i)
      ex_.execute(std::bind(&Importer::load, this, i, trace::active));
  }

private:
  void load(int i, const SpanPtr &parent) {
    trace::Scope outer(parent);
    trace::Scope scope(trace::start("load " + std::to_string(i)));
    std::printf("loading %d\n", i);
  }
  infra::Executor &ex_;
};
int main() {
  infra::Executor ex(2);
  Importer(ex).run(4);
}
