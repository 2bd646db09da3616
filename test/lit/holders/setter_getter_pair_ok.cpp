// RUN: %expect %s
// Free functions around a slot: the assignment inside the setter is the place, for native holders.

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

struct Credentials {
  std::string user;
};

namespace security {
static thread_local std::shared_ptr<const Credentials> credentials;
void setCredentials(std::shared_ptr<const Credentials> c) { credentials = std::move(c); }
std::shared_ptr<const Credentials> getCredentials() { return credentials; }
} // namespace security

class Request : public Job {
public:
  explicit Request(std::string user) : user_(std::move(user)) {}
  void run() override {
    security::setCredentials(std::make_shared<const Credentials>(Credentials{user_}));
    std::puts(security::getCredentials()->user.c_str());
    security::setCredentials(nullptr);
  }

private:
  std::string user_;
};

int main() {
  Pool pool(2);
  for (int i = 0; i < 6; ++i) pool.add(std::make_unique<Request>(std::to_string(i)));
}
