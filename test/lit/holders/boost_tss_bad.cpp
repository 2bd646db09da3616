// RUN: %expect %s
// REQUIRES: boost
// boost::thread_specific_ptr, filled per task; with a wrapper's reset behind a getter.

#include <boost/thread/tss.hpp>
#include <condition_variable>
#include <cstdio>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

class Pool {
public:
  explicit Pool(unsigned count) {
    for (unsigned i = 0; i < count; ++i) threads_.emplace_back([this] { loop(); });
  }
  ~Pool() {
    {
      std::unique_lock<std::mutex> lock(mutex_);
      done_ = true;
    }
    cv_.notify_all();
    for (std::thread &t : threads_) t.join();
  }

  template <class F> std::future<std::invoke_result_t<F>> submit(F f) {
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

struct Transaction {
  explicit Transaction(std::string id) : id(std::move(id)) {}
  std::string id;
};

static boost::thread_specific_ptr<Transaction> transaction;

static std::size_t commit() { return transaction->id.size(); }

static std::size_t run(const std::string &id) {
  transaction.reset(new Transaction(id)); // EXPECT: tidepool-missing-remove
  std::size_t size = commit();
  return size;
}

int main() {
  Pool pool(2);
  for (int i = 0; i < 6; ++i) std::printf("%zu\n", pool.submit([id = std::to_string(i)] { return run(id); }).get());
}
