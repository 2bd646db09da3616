// RUN: %expect %s
// The same question about an unmodified parameter, asked three times; the twin asks another question at the end.

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

class Shifts {
public:
  explicit Shifts(int n) {
    for (int i = 0; i < n; ++i) threads_.push_back(std::thread(std::bind(&Shifts::serve, this, i)));
  }
  ~Shifts() {
    mutex_.lock();
    quit_ = true;
    mutex_.unlock();
    cond_.notify_all();
    for (auto &t : threads_) t.join();
  }
  void begin(std::unique_ptr<Job> job) {
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

struct Worker {
  int badge;
  int level;
};

static thread_local const Worker *on_duty = nullptr;

static void shift(const Worker &worker, int hours, bool night) {
  if (night && hours > 8) on_duty = &worker; // EXPECT: tidepool-missing-remove
  std::printf("%d hours\n", hours);
  if (night && hours > 8) std::printf("badge %d\n", on_duty->badge);
  if (night && hours > 12) on_duty = nullptr;
}

class Shift : public Job {
public:
  explicit Shift(int n) : worker_{n, n % 4} {}
  void run() override { shift(worker_, 6 + worker_.badge, worker_.level > 1); }

private:
  Worker worker_;
};

int main() {
  Shifts shifts(2);
  for (int i = 0; i < 9; ++i) shifts.begin(std::make_unique<Shift>(i));
}
