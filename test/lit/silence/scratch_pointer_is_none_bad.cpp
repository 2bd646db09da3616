// RUN: %expect %s
// The text itself may stay behind; a pointer to the task's text may not.

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

class Printer {
public:
  explicit Printer(int n) {
    for (int i = 0; i < n; ++i) threads_.push_back(std::thread(std::bind(&Printer::serve, this, i)));
  }
  ~Printer() {
    mutex_.lock();
    quit_ = true;
    mutex_.unlock();
    cond_.notify_all();
    for (auto &t : threads_) t.join();
  }
  void print(std::unique_ptr<Job> job) {
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

static thread_local const std::string *title = nullptr;

static void banner() {
  std::printf("== %s ==\n", title->c_str());
}

class Page : public Job {
public:
  explicit Page(int number) : title_("page " + std::to_string(number)) {}
  void run() override {
    title = &title_; // EXPECT: tidepool-missing-remove
    banner();
  }

private:
  std::string title_;
};

int main() {
  Printer printer(2);
  for (int i = 0; i < 5; ++i) printer.print(std::make_unique<Page>(i));
}
