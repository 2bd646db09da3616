// RUN: %expect %s
// The job's constructor runs on the submitter, its run() does not.

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

class Spool {
public:
  explicit Spool(int n) {
    for (int i = 0; i < n; ++i) threads_.push_back(std::thread(std::bind(&Spool::serve, this, i)));
  }
  ~Spool() {
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

static thread_local std::shared_ptr<const std::string> session;

class Print : public Job {
public:
  explicit Print(int pages) : pages_(pages), session_(session) {}
  void run() override {
    std::printf("%d pages for %s\n", pages_, session_->c_str());
  }

private:
  int pages_;
  std::shared_ptr<const std::string> session_;
};

static void login(const std::string &user) { session = std::make_shared<const std::string>(user); }

int main(int, char **argv) {
  Spool spool(2);
  login(argv[0]);
  for (int i = 0; i < 6; ++i) spool.add(std::make_unique<Print>(i));
}
