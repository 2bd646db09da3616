// RUN: %expect %s
// A member of the task object itself, a new holder per task; but its destructor removes the values of all threads.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace decaf {
namespace lang {
template <typename E> class ThreadLocal {
public:
  ThreadLocal() = default;
  virtual ~ThreadLocal();
  E &get();
  void set(const E &value);
  void remove();

protected:
  virtual E initialValue() const { return E(); }
};
} // namespace lang
} // namespace decaf

struct Job {
  virtual ~Job() = default;
  virtual void run() = 0;
};

class Consumers {
public:
  explicit Consumers(int n) {
    for (int i = 0; i < n; ++i) threads_.push_back(std::thread(std::bind(&Consumers::serve, this, i)));
  }
  ~Consumers() {
    mutex_.lock();
    quit_ = true;
    mutex_.unlock();
    cond_.notify_all();
    for (auto &t : threads_) t.join();
  }
  void consume(std::unique_ptr<Job> job) {
    std::lock_guard<std::mutex> guard(mutex_);
    pending_.push_back(std::move(job));
    cond_.notify_one();
  }

private:
  void serve(int) {
    while (auto job = next()) job->run();
  }
  std::unique_ptr<Job> next() {
    std::unique_lock<std::mutex> lock(mutex_);
    while (pending_.empty() && !quit_) cond_.wait(lock);
    if (pending_.empty()) return nullptr;
    std::unique_ptr<Job> job = std::move(pending_.front());
    pending_.pop_front();
    return job;
  }

  std::mutex mutex_;
  std::condition_variable cond_;
  std::list<std::unique_ptr<Job>> pending_;
  std::vector<std::thread> threads_;
  bool quit_ = false;
};

class Consume : public Job {
public:
  explicit Consume(std::string message) : message_(std::move(message)) {}
  void run() override {
    current_.set(message_);
    std::printf("%zu\n", length());
  }

private:
  std::size_t length() { return current_.get().size(); }

  std::string message_;
  decaf::lang::ThreadLocal<std::string> current_;
};

int main() {
  Consumers consumers(2);
  for (int i = 0; i < 6; ++i) consumers.consume(std::make_unique<Consume>(std::to_string(i)));
}
