// RUN: %expect %s
// The guard is a base class; in the twin the base class has no destructor that clears.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

struct Job {
  virtual ~Job() = default;
  virtual void run() = 0;
};

class Robots {
public:
  explicit Robots(int n) {
    for (int i = 0; i < n; ++i) threads_.push_back(std::thread(std::bind(&Robots::serve, this, i)));
  }
  ~Robots() {
    mutex_.lock();
    quit_ = true;
    mutex_.unlock();
    cond_.notify_all();
    for (auto &t : threads_) t.join();
  }
  void command(std::unique_ptr<Job> job) {
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

struct Order {
  int axis;
  int steps;
};

static thread_local const Order *order_ = nullptr;

class Current {
protected:
  explicit Current(const Order *order) { order_ = order; }
  ~Current() { order_ = nullptr; }
};

class Motion : private Current {
public:
  explicit Motion(const Order &order) : Current(&order) {}
  void go() const { std::printf("axis %d: %d\n", order_->axis, order_->steps); }
};

class Execute : public Job {
public:
  explicit Execute(Order order) : order_of_job_(order) {}
  void run() override {
    Motion motion(order_of_job_);
    motion.go();
  }

private:
  Order order_of_job_;
};

int main() {
  Robots robots(2);
  for (int i = 0; i < 6; ++i) robots.command(std::make_unique<Execute>(Order{i % 3, 10}));
}
