// RUN: %expect %s
// A function-local thread_local behind an accessor that returns a reference (decision 2).

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

class Scans {
public:
  explicit Scans(int n) {
    for (int i = 0; i < n; ++i) threads_.push_back(std::thread(std::bind(&Scans::serve, this, i)));
  }
  ~Scans() {
    mutex_.lock();
    quit_ = true;
    mutex_.unlock();
    cond_.notify_all();
    for (auto &t : threads_) t.join();
  }
  void scan(std::unique_ptr<Job> job) {
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

struct Options {
  std::string root;
  int depth = 1;
};

static Options &options() {
  static thread_local Options instance;
  return instance;
}

class Scan : public Job {
public:
  explicit Scan(Options options) : options_(std::move(options)) {}
  void run() override {
    std::printf("%s\n", options_.root.c_str());
  }

private:
  Options options_;
};

int main(int, char **argv) {
  options().root = argv[0];
  Scans scans(2);
  for (int i = 0; i < 6; ++i) scans.scan(std::make_unique<Scan>(options()));
}
