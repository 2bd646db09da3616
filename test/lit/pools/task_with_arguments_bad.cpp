// RUN: %expect %s
// The queue keeps the callable, the worker passes its index and a shared context to it.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <mutex>
#include <queue>
#include <thread>
#include <vector>

struct Device {
  int index;
};

class Cluster {
public:
  using Kernel = std::function<void(Device &, int)>;
  explicit Cluster(int n) {
    for (int i = 0; i < n; ++i) threads_.emplace_back([this, i] { drive(i); });
  }
  ~Cluster() {
    for (std::size_t i = 0; i < threads_.size(); ++i) launch(Kernel{});
    for (auto &thread : threads_) thread.join();
  }
  void launch(Kernel kernel) {
    std::lock_guard lock(mutex_);
    kernels_.push(std::move(kernel));
    wake_.notify_one();
  }

private:
  void drive(int index) {
    Device device{index};
    for (int round = 0;; ++round) {
      Kernel kernel;
      {
        std::unique_lock lock(mutex_);
        wake_.wait(lock, [this] { return !kernels_.empty(); });
        kernel = std::move(kernels_.front());
        kernels_.pop();
      }
      if (!kernel) return;
      kernel(device, round);
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::queue<Kernel> kernels_;
  std::vector<std::thread> threads_;
};

struct Grid {
  int width;
};

static thread_local const Grid *grid_ = nullptr;

static int cells() { return grid_->width * grid_->width; }

int main() {
  Cluster cluster(2);
  for (int i = 0; i < 4; ++i) {
    cluster.launch([grid = Grid{i}](Device &device, int round) {
      grid_ = &grid; // EXPECT: tidepool-missing-remove
      std::printf("%d %d %d\n", device.index, round, cells());
    });
  }
}
