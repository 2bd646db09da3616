// RUN: %expect %s
// NOLINTNEXTLINE is for the next line, not for the one after it.

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

class Kilns {
public:
  explicit Kilns(int n) {
    for (int i = 0; i < n; ++i) threads_.push_back(std::thread(std::bind(&Kilns::serve, this, i)));
  }
  ~Kilns() {
    mutex_.lock();
    quit_ = true;
    mutex_.unlock();
    cond_.notify_all();
    for (auto &t : threads_) t.join();
  }
  void fire(std::unique_ptr<Job> job) {
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

struct Pot {
  int size;
};

static thread_local const Pot *pot_ = nullptr;

class Fire : public Job {
public:
  explicit Fire(int size) : pot{size} {}
  void run() override {
    // NOLINTNEXTLINE(tidepool-missing-remove, bugprone-branch-clone)

    pot_ = &pot; // EXPECT: tidepool-missing-remove
    std::printf("%d\n", pot_->size);
  }

private:
  Pot pot;
};

int main() {
  Kilns kilns(2);
  for (int i = 0; i < 4; ++i) kilns.fire(std::make_unique<Fire>(i));
}
