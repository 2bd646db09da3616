// RUN: %expect %s
// A ring in a std::array between two semaphores; the element is copied out before the head moves on.

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
#include <array>
#include <atomic>
#include <cstdio>
#include <semaphore>
#include <string>
// Bounded ring with two semaphores; fixed-size array member of structs {fn, ctx}.
struct Slot { void (*fn)(void *) = nullptr; void *ctx = nullptr; };
template <std::size_t N> class Ring {
public:
  void put(Slot s) {
    free_.acquire();
    {
      std::lock_guard<std::mutex> g(m_);
      slots_[tail_] = s;
      tail_ = (tail_ + 1) % N;
    }
    used_.release();
  }
  Slot take() {
    used_.acquire();
    Slot s;
    {
      std::lock_guard<std::mutex> g(m_);
      s = slots_[head_];
      head_ = (head_ + 1) % N;
    }
    free_.release();
    return s;
  }
private:
  std::array<Slot, N> slots_;
  std::size_t head_ = 0, tail_ = 0;
  std::mutex m_;
  std::counting_semaphore<N> free_{N}, used_{0};
};
class Dispatcher {
public:
  Dispatcher() { for (auto &t : t_) t = std::jthread([this](std::stop_token st) { while (!st.stop_requested()) { Slot s = ring_.take(); s.fn(s.ctx); } }); }
  void call(void (*fn)(void *), void *ctx) { ring_.put({fn, ctx}); }
private:
  Ring<64> ring_;
  std::array<std::jthread, 3> t_;
};
struct Conn { int fd; std::string host; };
static thread_local Conn *conn;
static void onReadable(void *p) {
  auto *c = static_cast<Conn *>(p);
  conn = c;
  switch (c->fd) {
  case 0: conn = nullptr; break;
  case 1: std::puts("one"); conn = nullptr; break;
  default: std::puts(conn->host.c_str()); conn = nullptr; break;
  }
}
static void onClosed(void *p) {
  conn = static_cast<Conn *>(p);
  std::puts(conn->host.c_str());
  conn = nullptr;
}
int main() {
  Dispatcher d;
  Conn c{1, "h"};
  d.call(onReadable, &c);
  d.call(onClosed, &c);
}
