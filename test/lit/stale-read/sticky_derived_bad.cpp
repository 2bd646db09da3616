// RUN: %expect %s
// The value is made by a helper, from a field of the task's object, through a local variable.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <list>
#include <map>
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

class Shaders {
public:
  explicit Shaders(int n) {
    for (int i = 0; i < n; ++i) threads_.push_back(std::thread(std::bind(&Shaders::serve, this, i)));
  }
  ~Shaders() {
    mutex_.lock();
    quit_ = true;
    mutex_.unlock();
    cond_.notify_all();
    for (auto &t : threads_) t.join();
  }
  void shade(std::unique_ptr<Job> job) {
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

using Table = std::map<int, int>;

static std::shared_ptr<Table> gamma(double exponent) {
  auto table = std::make_shared<Table>();
  for (int i = 0; i < 4; ++i) (*table)[i] = static_cast<int>(i * exponent);
  return table;
}

static thread_local std::shared_ptr<Table> table_;

class Shade : public Job {
public:
  explicit Shade(double exponent) : exponent_(exponent) {}
  void run() override {
    if (table_ == nullptr) {
      double e = exponent_ * 0.5;
      table_ = gamma(e);
    }
    std::printf("%d %f\n", table_->at(3), exponent_); // EXPECT: tidepool-stale-read
  }

private:
  double exponent_;
};

int main() {
  Shaders shaders(2);
  for (int i = 0; i < 6; ++i) shaders.shade(std::make_unique<Shade>(1.0 + i));
}
