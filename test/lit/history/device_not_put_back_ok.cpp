// RUN: %expect %s
// A guard sets the device and puts the old one back. Seen in pytorch/tensorpipe#254.

#include <condition_variable>
#include <functional>
#include <mutex>
#include <queue>
#include <thread>
#include <utility>
#include <vector>

class Channel {
public:
  explicit Channel(int count) {
    while (count-- > 0) workers_.push_back(std::thread([this] { run(); }));
  }
  ~Channel() {
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

static thread_local int currentDevice = 0;

struct Tensor {
  int device;
  std::vector<float> data;
};

class DeviceGuard {
public:
  explicit DeviceGuard(int device) : before_(currentDevice) { currentDevice = device; }
  ~DeviceGuard() { currentDevice = before_; }
  DeviceGuard(const DeviceGuard &) = delete;
  DeviceGuard &operator=(const DeviceGuard &) = delete;

private:
  int before_;
};

static void fill(float *data, size_t count) {
  for (size_t i = 0; i < count; ++i) data[i] = static_cast<float>(currentDevice);
}

static void send(Tensor &tensor) {
  DeviceGuard guard(tensor.device);
  fill(tensor.data.data(), tensor.data.size());
}

static void warmUp() {
  float scratch[16];
  fill(scratch, 16);
}

int main() {
  Channel channel(3);
  channel.post(warmUp);
  for (int i = 0; i < 6; ++i) channel.post([tensor = Tensor{i % 2, {1, 2, 3}}]() mutable { send(tensor); });
}
