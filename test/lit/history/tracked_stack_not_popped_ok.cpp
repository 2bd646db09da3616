// RUN: %expect %s
// A tracker object pops in its destructor. Seen in envoyproxy/envoy#7390.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <mutex>
#include <queue>
#include <thread>
#include <utility>
#include <vector>

class Dispatcher {
public:
  explicit Dispatcher(int count) {
    while (count-- > 0) workers_.push_back(std::thread([this] { run(); }));
  }
  ~Dispatcher() {
    stop();
    for (std::thread &worker : workers_) worker.join();
  }
  void post(std::function<void()> work) {
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

class Tracked {
public:
  virtual ~Tracked() = default;
  virtual void dump() const = 0;
};

static thread_local std::vector<const Tracked *> trackedStack;

class Tracker {
public:
  explicit Tracker(const Tracked *object) { trackedStack.push_back(object); }
  ~Tracker() { trackedStack.pop_back(); }
};

static void dumpAll() {
  for (const Tracked *object : trackedStack) object->dump();
}

class Stream : public Tracked {
public:
  explicit Stream(int id, bool valid) : id_(id), valid_(valid) {}
  void dump() const override { std::printf("stream %d\n", id_); }
  bool decode() const {
    Tracker tracker(this);
    if (!valid_) return false;
    std::printf("decoding %d\n", id_);
    return true;
  }

private:
  int id_;
  bool valid_;
};

int main() {
  Dispatcher dispatcher(2);
  for (int i = 0; i < 6; ++i) {
    dispatcher.post([i] {
      Stream stream(i, i % 3 != 0);
      stream.decode();
    });
  }
  dispatcher.post(dumpAll);
}
