// RUN: %expect %s
// A walk through memory that may be gone has a jump buffer on its stack, and the thread a pointer to it. Where the
// jump comes, the function returns without putting the old pointer back. Seen in DataDog/java-profiler#713.

#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <mutex>
#include <queue>
#include <setjmp.h>
#include <thread>
#include <utility>
#include <vector>

class Samples {
public:
  explicit Samples(int count) {
    while (count-- > 0) workers_.push_back(std::thread([this] { run(); }));
  }
  ~Samples() {
    stop();
    for (std::thread &worker : workers_) worker.join();
  }
  void take(std::function<void()> work) {
    std::unique_lock<std::mutex> guard(lock_);
    queue_.push(std::move(work));
    guard.unlock();
    changed_.notify_one();
  }

private:
  bool next(std::function<void()> &work) {
    std::unique_lock<std::mutex> guard(lock_);
    while (queue_.empty() && !stopped_) changed_.wait(guard);
    if (queue_.empty()) return false;
    work = std::move(queue_.front());
    queue_.pop();
    return true;
  }
  void run() {
    std::function<void()> work;
    while (next(work)) work();
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

struct Frame {
  const char *method;
  int depth;
};

static thread_local jmp_buf *recovery = nullptr;

static void fault() {
  if (recovery) longjmp(*recovery, 1);
  std::abort();
}

static int unwind(const Frame *frame) {
  if (frame->depth > 64) fault();
  return frame->depth;
}

static int walk(const Frame *frame) {
  jmp_buf here;
  jmp_buf *before = recovery;
  recovery = &here; // EXPECT: tidepool-missing-remove
  if (setjmp(here) != 0) {
    return -1;
  }
  int depth = unwind(frame);
  recovery = before;
  return depth;
}

int main() {
  Samples samples(2);
  for (int i = 0; i < 6; ++i) samples.take([frame = Frame{"run", i * 20}] { std::printf("%d\n", walk(&frame)); });
}
