// RUN: %expect %s
// folly::ThreadLocalPtr takes the values of all threads with it when it dies.

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace folly {
template <class T, class Tag = void, class Mode = void> class ThreadLocalPtr {
public:
  ~ThreadLocalPtr();
  T *get() const;
  void reset(T *value = nullptr);
};
} // namespace folly

class Workers {
public:
  explicit Workers(unsigned n) {
    for (unsigned i = 0; i < n; ++i) threads_.emplace_back([this] { serve(); });
  }
  ~Workers() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void submit(std::function<void()> job) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      jobs_.push_back(std::move(job));
    }
    ready_.notify_one();
  }

private:
  void serve() {
    for (;;) {
      std::function<void()> job;
      {
        std::unique_lock<std::mutex> lock(mutex_);
        ready_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
        if (jobs_.empty()) return;
        job = std::move(jobs_.front());
        jobs_.pop_front();
      }
      job();
    }
  }

  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::function<void()>> jobs_;
  std::vector<std::thread> threads_;
  bool stopping_ = false;
};

class Session {
public:
  explicit Session(int user) : user_(user) {}
  void handle(int request) {
    if (!scratch_.get()) scratch_.reset(new int(user_));
    *scratch_.get() += request;
  }

private:
  int user_;
  folly::ThreadLocalPtr<int> scratch_;
};

int main() {
  Workers workers(2);
  for (int user = 0; user < 8; ++user) {
    auto session = std::make_shared<Session>(user);
    for (int i = 0; i < 4; ++i) workers.submit([session, i] { session->handle(i); });
  }
}
