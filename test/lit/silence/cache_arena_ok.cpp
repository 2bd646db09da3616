// RUN: %expect %s
// An arena per thread (decision 13): where its next block begins is no task's data.

#include <charconv>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <regex>
#include <sstream>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace infra {
class Executor {
public:
  explicit Executor(unsigned n) {
    for (unsigned i = 0; i < n; ++i)
      threads_.emplace_back([this] { loop(); });
  }
  ~Executor() {
    {
      std::lock_guard<std::mutex> l(mu_);
      stop_ = true;
    }
    cv_.notify_all();
    for (auto &t : threads_)
      t.join();
  }
  void submit(std::function<void()> job) {
    {
      std::lock_guard<std::mutex> l(mu_);
      jobs_.push_back(std::move(job));
    }
    cv_.notify_one();
  }

private:
  void loop() {
    for (;;) {
      std::function<void()> job;
      {
        std::unique_lock<std::mutex> l(mu_);
        cv_.wait(l, [this] { return stop_ || !jobs_.empty(); });
        if (stop_ && jobs_.empty())
          return;
        job = std::move(jobs_.front());
        jobs_.pop_front();
      }
      try {
        job();
      } catch (const std::exception &e) {
        std::fprintf(stderr, "job failed: %s\n", e.what());
      } catch (...) {
        std::fprintf(stderr, "job failed\n");
      }
    }
  }
  std::mutex mu_;
  std::condition_variable cv_;
  std::deque<std::function<void()>> jobs_;
  std::vector<std::thread> threads_;
  bool stop_ = false;
};
} // namespace infra

struct Query {
  std::string sql;
  int shard;
  std::string tenant;
};

class Arena {
public:
  char *take(size_t n) {
    if (used_ + n > sizeof buf_)
      used_ = 0;
    char *p = buf_ + used_;
    used_ += n;
    return p;
  }
  void reset() { used_ = 0; }

private:
  char buf_[4096];
  size_t used_ = 0;
};
thread_local Arena tArena;

void run(const Query &q) {
  char *p = tArena.take(q.sql.size());
  p[0] = 'x';
}
int main() {
  infra::Executor ex(4);
  for (int i = 0; i < 10; ++i) {
    Query q{"select", i, "t"};
    ex.submit([q] { run(q); });
  }
}
