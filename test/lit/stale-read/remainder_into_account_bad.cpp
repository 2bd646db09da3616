// RUN: %expect %s
// Decision 7: what is left over from the last task is flushed into this task's account.

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

class Meters {
public:
  explicit Meters(int n) {
    for (int i = 0; i < n; ++i) threads_.push_back(std::thread(std::bind(&Meters::serve, this, i)));
  }
  ~Meters() {
    mutex_.lock();
    quit_ = true;
    mutex_.unlock();
    cond_.notify_all();
    for (auto &t : threads_) t.join();
  }
  void read(std::unique_ptr<Job> job) {
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

struct Account {
  long units = 0;
};

static thread_local long pending = 0;

class Reading : public Job {
public:
  Reading(Account &account, long units, bool last) : account_(account), units_(units), last_(last) {}
  void run() override {
    pending += units_; // MAY: tidepool-missing-remove
    if (!last_) return;
    account_.units += pending; // EXPECT: tidepool-stale-read
    pending = 0;
  }

private:
  Account &account_;
  long units_;
  bool last_;
};

int main() {
  Account accounts[3];
  {
    Meters meters(1);
    for (int i = 0; i < 9; ++i) meters.read(std::make_unique<Reading>(accounts[i % 3], i, i % 2 == 0));
  }
  std::printf("%ld\n", accounts[0].units);
}
