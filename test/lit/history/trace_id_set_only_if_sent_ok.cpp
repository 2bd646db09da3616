// RUN: %expect %s
// Every command sets it; zero says that there is none. Seen in reverbrain/elliptics#218.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <mutex>
#include <queue>
#include <thread>
#include <utility>
#include <vector>

class IoPool {
public:
  explicit IoPool(int count) {
    while (count-- > 0) workers_.push_back(std::thread([this] { run(); }));
  }
  ~IoPool() {
    stop();
    for (std::thread &worker : workers_) worker.join();
  }
  void add(std::function<void()> work) {
    std::unique_lock<std::mutex> guard(lock_);
    queue_.push(std::move(work));
    guard.unlock();
    changed_.notify_one();
  }

private:
  bool take(std::function<void()> &work) {
    std::unique_lock<std::mutex> guard(lock_);
    while (queue_.empty() && !stopped_) changed_.wait(guard);
    if (queue_.empty()) return false;
    work = std::move(queue_.front());
    queue_.pop();
    return true;
  }
  void run() {
    std::function<void()> work;
    while (take(work)) work();
  }
  void stop() {
    std::lock_guard<std::mutex> guard(lock_);
    stopped_ = true;
    changed_.notify_all();
  }
  std::mutex lock_;
  std::condition_variable changed_;
  std::queue<std::function<void()>> queue_;
  std::vector<std::thread> workers_;
  bool stopped_ = false;
};

using TraceId = unsigned long;

static thread_local TraceId traceId = 0;

struct Command {
  unsigned long key;
  TraceId trace;
};

static void note(const char *what, unsigned long key) {
  std::printf("%lx %s %lu\n", traceId, what, key);
}

static void process(const Command &command) {
  traceId = command.trace;
  note("read", command.key);
}

int main() {
  IoPool pool(4);
  for (unsigned long i = 0; i < 16; ++i) pool.add([command = Command{i, i % 4 ? 0 : i * 31 + 7}] { process(command); });
}
