// RUN: %expect %s
// A static data member, defined outside of the class.

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

class Pool {
public:
  explicit Pool(int n) {
    for (int i = 0; i < n; ++i) threads_.push_back(std::thread(std::bind(&Pool::serve, this, i)));
  }
  ~Pool() {
    mutex_.lock();
    quit_ = true;
    mutex_.unlock();
    cond_.notify_all();
    for (auto &t : threads_) t.join();
  }
  void add(std::unique_ptr<Job> job) {
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

class Tracer {
public:
  static void enter(const std::string &name) { name_ = &name; }
  static void leave() { name_ = nullptr; }
  static const char *name() { return name_->c_str(); }

private:
  static thread_local const std::string *name_;
};

thread_local const std::string *Tracer::name_ = nullptr;

class Step : public Job {
public:
  explicit Step(int i) : name_("step " + std::to_string(i)) {}
  void run() override {
    Tracer::enter(name_);
    std::puts(Tracer::name());
    Tracer::leave();
  }

private:
  std::string name_;
};

int main() {
  Pool pool(2);
  for (int i = 0; i < 6; ++i) pool.add(std::make_unique<Step>(i));
}
