// RUN: %expect %s
// The annotation on a class static, by the macro of tidepool/annotations.h.

#define TIDEPOOL_CACHE [[clang::annotate("tidepool::cache")]]
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

struct Job {
  virtual ~Job() = default;
  virtual void run() = 0;
};

class Loader {
public:
  explicit Loader(int n) {
    for (int i = 0; i < n; ++i) threads_.push_back(std::thread(std::bind(&Loader::serve, this, i)));
  }
  ~Loader() {
    mutex_.lock();
    quit_ = true;
    mutex_.unlock();
    cond_.notify_all();
    for (auto &t : threads_) t.join();
  }
  void schedule(std::unique_ptr<Job> job) {
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

struct Asset {
  std::string name;
  int bytes = 0;
};

class LoadJob : public Job {
public:
  explicit LoadJob(Asset asset) : asset_(std::move(asset)) {}
  void run() override {
    last_ = &asset_;
    std::printf("%s\n", last_->name.c_str());
  }

private:
  Asset asset_;
  TIDEPOOL_CACHE static thread_local const Asset *last_;
};

thread_local const Asset *LoadJob::last_ = nullptr;

int main() {
  Loader loader(2);
  for (int i = 0; i < 6; ++i) loader.schedule(std::make_unique<LoadJob>(Asset{"a" + std::to_string(i), i}));
}
