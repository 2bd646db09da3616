// RUN: %expect %s
// A loop over connections is itself one job of a pool, which cleans after each of its jobs: nothing cleans between two
// connections.

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
#include <cstdio>
#include <list>
#include <memory>
#include <string>
struct Connection { int fd; std::string peer; };
static thread_local const Connection *serving = nullptr;
class Cleaning {
public:
  explicit Cleaning(int n) { for (int i = 0; i < n; ++i) t_.emplace_back([this] { loop(); }); }
  void start(std::function<void()> f) { std::lock_guard<std::mutex> g(m_); q_.push(std::move(f)); cv_.notify_one(); }
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
      serving = nullptr;
    }
  }
  std::mutex m_;
  std::condition_variable cv_;
  std::queue<std::function<void()>> q_;
  std::vector<std::thread> t_;
};
class Handler { public: virtual ~Handler() = default; virtual void run() = 0; };
class Dispatcher {
public:
  explicit Dispatcher(Cleaning &p) : pool_(p) {}
  void enqueue(std::unique_ptr<Handler> h) {
    std::lock_guard<std::mutex> g(m_);
    handlers_.push_back(std::move(h));
    if (!running_) {
      running_ = true;
      pool_.start([this] { run(); });
    }
  }
private:
  void run() {
    for (;;) {
      std::unique_ptr<Handler> h;
      {
        std::lock_guard<std::mutex> g(m_);
        if (handlers_.empty()) { running_ = false; return; }
        h = std::move(handlers_.front());
        handlers_.pop_front();
      }
      h->run();
    }
  }
  Cleaning &pool_;
  std::mutex m_;
  std::list<std::unique_ptr<Handler>> handlers_;
  bool running_ = false;
};
class Echo : public Handler {
public:
  explicit Echo(Connection c) : c_(std::move(c)) {}
  void run() override {
    serving = &c_; // KNOWN-FN: tidepool-missing-remove
    std::puts(serving->peer.c_str());
  }
private:
  Connection c_;
};
int main() {
  Cleaning pool(2);
  Dispatcher d(pool);
  d.enqueue(std::make_unique<Echo>(Connection{1, "p"}));
  Connection c{2, "q"};
  pool.start([c] {
    serving = &c;
    std::puts(serving->peer.c_str());
  });
}
