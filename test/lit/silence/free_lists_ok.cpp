// RUN: %expect %s
// Packets and buffers go round in the thread's free lists (decision 13).

#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <mutex>
#include <queue>
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

struct Packet {
  Packet *next = nullptr;
  char data[128];
  int size = 0;
};
static thread_local Packet *tlFree = nullptr;
static Packet *allocPacket() {
  if (Packet *p = tlFree) {
    tlFree = p->next;
    return p;
  }
  return new Packet;
}
static void freePacket(Packet *p) {
  p->next = tlFree;
  tlFree = p;
}
static thread_local std::vector<std::vector<char>> tlBuffers;
static std::vector<char> takeBuffer() {
  if (tlBuffers.empty())
    return {};
  std::vector<char> b = std::move(tlBuffers.back());
  tlBuffers.pop_back();
  b.clear();
  return b;
}
static void giveBuffer(std::vector<char> b) {
  if (tlBuffers.size() < 16)
    tlBuffers.push_back(std::move(b));
}
static void send(int n) {
  Packet *p = allocPacket();
  p->size = n;
  std::vector<char> b = takeBuffer();
  b.push_back(static_cast<char>(n));
  std::printf("%d %zu\n", p->size, b.size());
  giveBuffer(std::move(b));
  freePacket(p);
}
int main() {
  infra::Executor ex(2);
  for (int i = 0; i < 9; ++i)
    ex.execute([i] { send(i); });
}
