// RUN: %expect %s
// The task object puts itself into the slot.

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

class Mover {
public:
  explicit Mover(int n) {
    for (int i = 0; i < n; ++i) threads_.push_back(std::thread(std::bind(&Mover::serve, this, i)));
  }
  ~Mover() {
    mutex_.lock();
    quit_ = true;
    mutex_.unlock();
    cond_.notify_all();
    for (auto &t : threads_) t.join();
  }
  void move(std::unique_ptr<Job> job) {
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

class MoveJob : public Job {
public:
  explicit MoveJob(std::string what) : what_(std::move(what)) {}
  void run() override {
    self_ = this;
    step();
    self_ = nullptr;
  }
  static const MoveJob *running() { return self_; }

private:
  static void step() { std::printf("moving %s\n", running()->what_.c_str()); }

  std::string what_;
  static inline thread_local const MoveJob *self_ = nullptr;
};

int main() {
  Mover mover(2);
  for (int i = 0; i < 6; ++i) mover.move(std::make_unique<MoveJob>(std::to_string(i)));
}
