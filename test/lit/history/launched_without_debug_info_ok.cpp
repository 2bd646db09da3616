// RUN: %expect %s
// Launching wraps the function: the wrapper brings the caller's information along and puts back what the thread had.
// Seen in pytorch/pytorch#22365.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <memory>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Interop {
public:
  explicit Interop(int count) {
    while (count-- > 0) workers_.push_back(std::thread([this] { run(); }));
  }
  ~Interop() {
    stop();
    for (std::thread &worker : workers_) worker.join();
  }
  void submit(std::function<void()> function) {
    std::unique_lock<std::mutex> guard(lock_);
    queue_.push(std::move(function));
    guard.unlock();
    changed_.notify_one();
  }

private:
  bool take(std::function<void()> &function) {
    std::unique_lock<std::mutex> guard(lock_);
    while (queue_.empty() && !stopped_) changed_.wait(guard);
    if (queue_.empty()) return false;
    function = std::move(queue_.front());
    queue_.pop();
    return true;
  }
  void run() {
    std::function<void()> function;
    while (take(function)) function();
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

struct DebugInfo {
  std::string model;
};

static thread_local std::shared_ptr<DebugInfo> debugInfo;

static Interop &pool() {
  static Interop threads(2);
  return threads;
}

static void launch(std::function<void()> fn) {
  pool().submit([fn = std::move(fn), info = debugInfo] {
    auto before = std::exchange(debugInfo, info);
    fn();
    debugInfo = before;
  });
}

static void record(const char *op) {
  std::printf("%s in %s\n", op, debugInfo ? debugInfo->model.c_str() : "?");
}

static void forward(const std::string &model) {
  auto before = debugInfo;
  debugInfo = std::make_shared<DebugInfo>(DebugInfo{model});
  launch([] { record("conv"); });
  launch([] { record("relu"); });
  debugInfo = before;
}

int main(int argc, char **argv) {
  for (int i = 1; i < argc; ++i) forward(argv[i]);
}
