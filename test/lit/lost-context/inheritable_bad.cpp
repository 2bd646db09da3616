// RUN: %expect %s
// An inheritable holder is copied when the thread is made: once, on a pool. A transmittable one travels with the task.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Traces {
public:
  explicit Traces(unsigned workers) {
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
  ~Traces() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void post(std::function<void()> job) {
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
// The part of tidepool/thread_local.h that this case uses.
namespace tidepool {
template <class T> class InheritableThreadLocal {
public:
  InheritableThreadLocal() = default;
  ~InheritableThreadLocal();
  InheritableThreadLocal(const InheritableThreadLocal &) = delete;
  T get() const;
  void set(T value);
  void remove();
  bool is_present() const;
};
} // namespace tidepool

struct Trace {
  std::string id;
};

static tidepool::InheritableThreadLocal<const Trace *> trace_;

static void span(int i) {
  std::printf("%s %d\n", trace_.get()->id.c_str(), i); // EXPECT: tidepool-lost-context
}

static void serve(Traces &traces, const Trace &trace) {
  trace_.set(&trace);
  for (int i = 0; i < 3; ++i) traces.post([i] { span(i); });
  trace_.remove();
}

int main(int, char **argv) {
  Traces traces(2);
  Trace trace{argv[0]};
  serve(traces, trace);
}
