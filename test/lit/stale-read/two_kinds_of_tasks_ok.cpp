// RUN: %expect %s
// One kind of task sets a slot that the other reads.

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

class Cars {
public:
  explicit Cars(int n) {
    for (int i = 0; i < n; ++i) threads_.push_back(std::thread(std::bind(&Cars::serve, this, i)));
  }
  ~Cars() {
    mutex_.lock();
    quit_ = true;
    mutex_.unlock();
    cond_.notify_all();
    for (auto &t : threads_) t.join();
  }
  void drive(std::unique_ptr<Job> job) {
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

struct Driver {
  std::string name;
};

static thread_local std::shared_ptr<const Driver> driver_;

class Drive : public Job {
public:
  explicit Drive(std::string name) : driver_of_job_(std::make_shared<const Driver>(Driver{std::move(name)})) {}
  void run() override {
    driver_ = driver_of_job_;
    std::printf("%s drives\n", driver_->name.c_str());
    driver_.reset();
  }

private:
  std::shared_ptr<const Driver> driver_of_job_;
};

class Park : public Job {
public:
  void run() override {
    std::printf("parked by %s\n", driver_ ? driver_->name.c_str() : "nobody");
  }
};

int main() {
  Cars cars(2);
  for (int i = 0; i < 6; ++i) {
    cars.drive(std::make_unique<Drive>(std::to_string(i)));
    cars.drive(std::make_unique<Park>());
  }
}
