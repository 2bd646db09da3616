// RUN: %expect %s
// A raw pointer to a block that is allocated once for each thread: what a task puts into the block stays in it.

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
#include <cstdlib>
#include <cstring>
#include <string>
// A pointer to a heap block per thread, as old code does it: the block is a cache, what it points to is not.
struct ThreadData { const std::string *query; char buf[256]; int errors; ThreadData *next; };
static __thread ThreadData *td;
static ThreadData *thread_data() {
  if (td == nullptr) td = static_cast<ThreadData *>(calloc(1, sizeof(ThreadData)));
  return td;
}
void run_query(const std::string &q) {
  thread_data()->query = &q;
  std::printf("%s\n", thread_data()->query->c_str());
  thread_data()->query = nullptr;
}
void run_clean(const std::string &q) {
  ThreadData *d = thread_data();
  d->query = &q;
  std::printf("%s\n", d->query->c_str());
  d->query = nullptr;
}
void format(int n) {
  ThreadData *d = thread_data();
  std::snprintf(d->buf, sizeof d->buf, "%d", n);
  std::puts(d->buf);
}
int main() {
  Exec e(2);
  std::string q = "select";
  e.run([q] { run_query(q); });
  e.run([q] { run_clean(q); });
  e.run([] { format(3); });
}
