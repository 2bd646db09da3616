// RUN: %expect %s
// A client that the first task makes in place serves the later ones.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
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
  std::string host;
};
class Client {
public:
  explicit Client(std::string host) : host_(std::move(host)) {}
  void send(const std::string &s) { std::puts((host_ + s).c_str()); }

private:
  std::string host_;
};
Client &clientFor(const Query &q) {
  thread_local std::optional<Client> c;
  if (!c)
    c.emplace(q.host);
  return *c;
}
void c(const Query &q) {
  clientFor(q).send(q.sql); // EXPECT: tidepool-stale-read
}
void d(const Query &q) {
  thread_local Client own(q.host);
  own.send(q.sql); // EXPECT: tidepool-stale-read
}
void e(const Query &q) {
  static thread_local std::string key = q.host;
  std::puts(key.c_str()); // EXPECT: tidepool-stale-read
}
int main() {
  infra::Executor ex(4);
  Query q;
  ex.submit([q] { c(q); });
  ex.submit([q] { d(q); });
  ex.submit([q] { e(q); });
}
