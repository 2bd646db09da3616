// RUN: %expect %s
// The task's constructor sets what its run() takes away; or run() does both.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Job {
  virtual ~Job() = default;
  virtual void run() = 0;
};

class Jobs {
public:
  explicit Jobs(unsigned n) {
    for (unsigned i = 0; i < n; ++i) threads_.emplace_back([this] { work(); });
  }
  ~Jobs() {
    { std::lock_guard lock(mutex_); stop_ = true; }
    wake_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void add(std::unique_ptr<Job> job) {
    { std::lock_guard lock(mutex_); queue_.push_back(std::move(job)); }
    wake_.notify_one();
  }

private:
  void work() {
    for (;;) {
      std::unique_ptr<Job> job;
      {
        std::unique_lock lock(mutex_);
        wake_.wait(lock, [this] { return stop_ || !queue_.empty(); });
        if (queue_.empty()) return;
        job = std::move(queue_.front());
        queue_.pop_front();
      }
      job->run();
    }
  }
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::unique_ptr<Job>> queue_;
  std::vector<std::thread> threads_;
  bool stop_ = false;
};

static thread_local const std::string *usage = nullptr;

class Fetch : public Job {
public:
  explicit Fetch(std::string url) : url_(std::move(url)) {
    usage = &url_; // EXPECT: tidepool-wrong-thread
  }
  void run() override {
    std::printf("fetch %s\n", url_.c_str());
    usage = nullptr;
  }

private:
  std::string url_;
};

int main() {
  Jobs jobs(2);
  for (int i = 0; i < 4; ++i)
    jobs.add(std::make_unique<Fetch>("http://host/" + std::to_string(i)));
}
