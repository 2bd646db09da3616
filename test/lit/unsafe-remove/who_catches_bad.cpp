// RUN: %expect %s
// A future keeps the exception; a plain job ends the process; a job that catches ends normally.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <queue>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

struct Doc {
  std::string path;
  long size;
};
thread_local const Doc *dA = nullptr, *dB = nullptr, *dC = nullptr, *dD = nullptr, *dE = nullptr,
                       *dF = nullptr;
long parse(const Doc &d) {
  if (d.size < 0)
    throw std::runtime_error(d.path);
  return d.size;
}
// 1: progschj: packaged_task in enqueue, loop does not catch
class ThreadPool {
public:
  explicit ThreadPool(size_t n) {
    for (size_t i = 0; i < n; ++i)
      workers.emplace_back([this] {
        for (;;) {
          std::function<void()> task;
          {
            std::unique_lock<std::mutex> lock(queue_mutex);
            condition.wait(lock, [this] { return stop || !tasks.empty(); });
            if (stop && tasks.empty())
              return;
            task = std::move(tasks.front());
            tasks.pop();
          }
          task();
        }
      });
  }
  template <class F, class... Args>
  auto enqueue(F &&f, Args &&...args) -> std::future<std::invoke_result_t<F, Args...>> {
    using R = std::invoke_result_t<F, Args...>;
    auto task =
        std::make_shared<std::packaged_task<R()>>(std::bind(std::forward<F>(f), std::forward<Args>(args)...));
    std::future<R> res = task->get_future();
    {
      std::unique_lock<std::mutex> lock(queue_mutex);
      tasks.emplace([task]() { (*task)(); });
    }
    condition.notify_one();
    return res;
  }
  void post(std::function<void()> f) {
    {
      std::unique_lock<std::mutex> lock(queue_mutex);
      tasks.push(std::move(f));
    }
    condition.notify_one();
  }
  ~ThreadPool() {
    {
      std::unique_lock<std::mutex> lock(queue_mutex);
      stop = true;
    }
    condition.notify_all();
    for (auto &w : workers)
      w.join();
  }

private:
  std::vector<std::thread> workers;
  std::queue<std::function<void()>> tasks;
  std::mutex queue_mutex;
  std::condition_variable condition;
  bool stop = false;
};
long viaFuture(const Doc &d) {
  dA = &d; // EXPECT: tidepool-unsafe-remove
  long n = parse(d);
  dA = nullptr;
  return n;
}
void viaPost(const Doc &d) {
  dB = &d;
  parse(d);
  dB = nullptr;
} // terminates the process
void viaPostCaught(const Doc &d) {
  dC = &d; // EXPECT: tidepool-missing-remove
  parse(d);
  dC = nullptr;
}
void viaPromise(const Doc &d) {
  dD = &d; // EXPECT: tidepool-missing-remove
  parse(d);
  dD = nullptr;
}
int main() {
  ThreadPool pool(4);
  auto d = std::make_shared<Doc>();
  auto fut = pool.enqueue([d] { return viaFuture(*d); });
  pool.post([d] { viaPost(*d); });
  pool.post([d] {
    try {
      viaPostCaught(*d);
    } catch (const std::exception &e) {
      std::puts(e.what());
    }
  });
  auto pr = std::make_shared<std::promise<void>>();
  pool.post([d, pr] {
    try {
      viaPromise(*d);
      pr->set_value();
    } catch (...) {
      pr->set_exception(std::current_exception());
    }
  });
  fut.get();
}
