// RUN: %expect %s
// The old device is set by a destructor. Seen in pytorch/pytorch#188167.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <future>
#include <list>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

// What a call throws goes into its future.
class Streams {
public:
  explicit Streams(size_t count) {
    for (size_t i = 0; i != count; ++i) threads_.emplace_back([this] { serve(); });
  }
  ~Streams() {
    {
      std::scoped_lock lock(mutex_);
      done_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  template <class F> auto enqueue(F call) -> std::future<decltype(call())> {
    auto packed = std::make_shared<std::packaged_task<decltype(call())()>>(std::move(call));
    auto result = packed->get_future();
    {
      std::scoped_lock lock(mutex_);
      calls_.emplace_back([packed] { (*packed)(); });
    }
    ready_.notify_one();
    return result;
  }

private:
  void serve() {
    while (true) {
      std::unique_lock lock(mutex_);
      ready_.wait(lock, [this] { return done_ || !calls_.empty(); });
      if (calls_.empty()) break;
      auto call = std::move(calls_.front());
      calls_.pop_front();
      lock.unlock();
      call();
    }
  }
  std::mutex mutex_;
  std::condition_variable ready_;
  std::list<std::function<void()>> calls_;
  std::vector<std::thread> threads_;
  bool done_ = false;
};

static thread_local int currentDevice = 0;

static int device() {
  return currentDevice;
}
static void setDevice(int to) {
  currentDevice = to;
}

class RestoreDevice {
public:
  RestoreDevice() : old_(currentDevice) {}
  ~RestoreDevice() { currentDevice = old_; }

private:
  int old_;
};

struct Event {
  int device;
  bool recorded;
  double at;
};

static void check(const Event &event) {
  if (!event.recorded) throw std::runtime_error("event was not recorded");
}

static double elapsed(const Event &from, const Event &to) {
  RestoreDevice restore;
  setDevice(from.device);
  check(from);
  check(to);
  double ms = to.at - from.at;
  return ms;
}

static void measure(const Event &from, const Event &to) { std::printf("%.1f ms\n", elapsed(from, to)); }

static void launch(const char *kernel) { std::printf("%s on %d\n", kernel, device()); }

int main() {
  Streams streams(2);
  for (int i = 0; i < 6; ++i) {
    streams.enqueue([i] { measure(Event{i, true, 1.0}, Event{i, i % 2 == 0, 2.0}); });
    streams.enqueue([] { launch("gemm"); });
  }
}
