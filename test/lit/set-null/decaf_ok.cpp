// RUN: %expect %s
// decaf::lang::ThreadLocal has a remove() too.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
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

// Fixed number of workers over one queue. A job that throws ends the process.
class Brokers {
public:
  explicit Brokers(unsigned workers) {
    for (unsigned i = 0; i < workers; ++i) {
      threads_.emplace_back([this] {
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
      });
    }
  }
  ~Brokers() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void publish(std::function<void()> job) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      jobs_.push_back(std::move(job));
    }
    ready_.notify_one();
  }

private:
  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::function<void()>> jobs_;
  std::vector<std::thread> threads_;
  bool stopping_ = false;
};

struct Message {
  int topic;
};

static decaf::lang::ThreadLocal<const Message *> publishing;

static int topic() { return publishing.get()->topic; }

int main() {
  Brokers brokers(2);
  for (int i = 0; i < 6; ++i) {
    brokers.publish([message = Message{i}] {
      publishing.set(&message);
      std::printf("%d\n", topic());
      publishing.remove();
    });
  }
}
