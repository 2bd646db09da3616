// RUN: %expect %s
// A pthread key, with the reset behind a call that throws.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <pthread.h>
#include <queue>
#include <stdexcept>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

class Stations {
public:
  explicit Stations(unsigned count) {
    for (unsigned i = 0; i < count; ++i) threads_.emplace_back([this] { loop(); });
  }
  ~Stations() {
    {
      std::unique_lock<std::mutex> lock(mutex_);
      done_ = true;
    }
    cv_.notify_all();
    for (std::thread &t : threads_) t.join();
  }

  template <class F> std::future<std::invoke_result_t<F>> send(F f) {
    using Result = std::invoke_result_t<F>;
    auto task = std::make_shared<std::packaged_task<Result()>>(std::move(f));
    std::future<Result> result = task->get_future();
    {
      std::unique_lock<std::mutex> lock(mutex_);
      tasks_.emplace([task] { (*task)(); });
    }
    cv_.notify_one();
    return result;
  }

private:
  void loop() {
    while (true) {
      std::function<void()> next;
      {
        std::unique_lock<std::mutex> lock(mutex_);
        cv_.wait(lock, [this] { return done_ || !tasks_.empty(); });
        if (done_ && tasks_.empty()) return;
        next = std::move(tasks_.front());
        tasks_.pop();
      }
      next();
    }
  }

  std::mutex mutex_;
  std::condition_variable cv_;
  std::queue<std::function<void()>> tasks_;
  std::vector<std::thread> threads_;
  bool done_ = false;
};

struct Signal {
  int channel;
};

static pthread_key_t signalKey;

static const Signal &signal_() { return *static_cast<Signal *>(pthread_getspecific(signalKey)); }

static void modulate() {
  if (signal_().channel > 4) throw std::runtime_error("no such channel");
}

struct Off {
  ~Off() { pthread_setspecific(signalKey, nullptr); }
};

static int send(Signal signal) {
  Off off;
  pthread_setspecific(signalKey, &signal);
  modulate();
  int channel = signal_().channel;
  return channel;
}

int main() {
  pthread_key_create(&signalKey, nullptr);
  Stations stations(2);
  for (int i = 0; i < 6; ++i) stations.send([i] { return send(Signal{i}); });
}
