// RUN: %expect %s
// Its destructor sets the old device again. Seen in PaddlePaddle/Paddle#78808.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <mutex>
#include <queue>
#include <thread>
#include <utility>
#include <vector>

class Copies {
public:
  explicit Copies(int count) {
    while (count-- > 0) workers_.push_back(std::thread([this] { run(); }));
  }
  ~Copies() {
    stop();
    for (std::thread &worker : workers_) worker.join();
  }
  void push(std::function<void()> work) {
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

static thread_local int device = 0;

class CurrentDevice {
public:
  explicit CurrentDevice(int index) : original_(device) {
    device = index;
  }
  ~CurrentDevice() { device = original_; }
  CurrentDevice(const CurrentDevice &) = delete;
  CurrentDevice &operator=(const CurrentDevice &) = delete;
  int original() const { return original_; }

private:
  int original_;
};

struct Copy {
  int from, to;
};

static void run(const Copy &copy) {
  std::printf("on %d: ", device);
  CurrentDevice current(copy.to);
  std::printf("copy %d to %d, was %d\n", copy.from, device, current.original());
}

int main() {
  Copies copies(2);
  for (int i = 0; i < 6; ++i) copies.push([copy = Copy{i, i + 1}] { run(copy); });
}
