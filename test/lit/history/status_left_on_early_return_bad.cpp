// RUN: %expect %s
// A job tells the thread's status what it works on, and resets it as the last thing. Where there is nothing to do it
// returns before that. Seen in facebook/rocksdb#11288.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Env {
public:
  explicit Env(int count) {
    while (count-- > 0) workers_.push_back(std::thread([this] { run(); }));
  }
  ~Env() {
    stop();
    for (std::thread &worker : workers_) worker.join();
  }
  void schedule(std::function<void()> work) {
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

struct ColumnFamily {
  std::string name;
  int memtables = 0;
};

struct ThreadStatus {
  const char *operation = nullptr;
  const ColumnFamily *family = nullptr;
};

static thread_local ThreadStatus status;

static void setStatus(const char *operation, const ColumnFamily *family) {
  status.operation = operation;
  status.family = family; // EXPECT: tidepool-missing-remove
}
static void resetStatus() { status = ThreadStatus(); }

struct ResetStatus {
  ~ResetStatus() { resetStatus(); }
};

static bool flush(ColumnFamily &family) {
  setStatus("flush", &family);
  if (family.memtables == 0) return false;
  std::printf("flushing %d of %s\n", family.memtables, family.name.c_str());
  family.memtables = 0;
  resetStatus();
  return true;
}

int main() {
  Env env(2);
  for (int i = 0; i < 6; ++i) env.schedule([family = ColumnFamily{"cf" + std::to_string(i), i % 2}]() mutable { flush(family); });
}
