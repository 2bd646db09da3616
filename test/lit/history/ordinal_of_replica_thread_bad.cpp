// RUN: %expect %s
// Every replica's thread knows its ordinal from a thread-local. The backward pass runs on the engine's threads, which
// have none. Seen in pytorch/xla#3949.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <mutex>
#include <queue>
#include <thread>
#include <utility>
#include <vector>

class Engine {
public:
  explicit Engine(int count) {
    while (count-- > 0) workers_.push_back(std::thread([this] { run(); }));
  }
  ~Engine() {
    stop();
    for (std::thread &worker : workers_) worker.join();
  }
  void submit(std::function<void()> work) {
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

static thread_local int globalOrdinal = -1;

static int ordinal() {
  return globalOrdinal; // EXPECT: tidepool-lost-context
}

static void allGather(int rank, int tensor) { std::printf("tensor %d into slot %d\n", tensor, rank); }

static void backward(int tensor) { allGather(ordinal(), tensor); }

static void replica(Engine &engine, int index) {
  globalOrdinal = index;
  for (int tensor = 0; tensor < 3; ++tensor) engine.submit([tensor] { backward(tensor); });
  globalOrdinal = -1;
}

int main(int argc, char **) {
  Engine engine(2);
  std::thread second([&engine, argc] { replica(engine, argc); });
  replica(engine, argc - 1);
  second.join();
}
