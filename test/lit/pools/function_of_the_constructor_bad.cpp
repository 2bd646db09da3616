// RUN: %expect %s
// The function is fixed in the constructor; the queue carries data.
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

struct Request {
  int tenant;
};
thread_local const Request *current;

template <typename T> class DataPool {
public:
  DataPool(int size, std::function<void(int, const T &)> work) : work_(std::move(work)) {
    for (int i = 0; i < size; ++i)
      threads_.emplace_back(std::bind(&DataPool::loop, this, i));
  }
  void offer(T data) {
    std::lock_guard<std::mutex> lock(mutex_);
    queue_.push_back(std::move(data));
    ready_.notify_one();
  }

private:
  bool blockingGet(T *out) {
    std::unique_lock<std::mutex> lock(mutex_);
    ready_.wait(lock, [this] { return !queue_.empty() || stop_; });
    if (queue_.empty())
      return false;
    *out = std::move(queue_.front());
    queue_.pop_front();
    return true;
  }
  void loop(int id) {
    while (!stop_) {
      T item;
      if (blockingGet(&item))
        work_(id, item);
    }
  }
  std::function<void(int, const T &)> work_;
  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<T> queue_;
  std::vector<std::thread> threads_;
  bool stop_ = false;
};

int main() {
  DataPool<const Request *> pool(2, [](int, const Request *const &request) {
    current = request; // EXPECT: tidepool-missing-remove
  });
  Request request{1};
  pool.offer(&request);
}
