// RUN: %expect %s
// Of two fields one is cleared: the finding is at the first write that stays.

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

class Frontends {
public:
  explicit Frontends(int n) {
    for (int i = 0; i < n; ++i) threads_.push_back(std::thread(std::bind(&Frontends::serve, this, i)));
  }
  ~Frontends() {
    mutex_.lock();
    quit_ = true;
    mutex_.unlock();
    cond_.notify_all();
    for (auto &t : threads_) t.join();
  }
  void handle(std::unique_ptr<Job> job) {
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

struct Session {
  std::string id;
  std::string user;
};

struct PerThread {
  const Session *session = nullptr;
  const std::string *user = nullptr;
};

static thread_local PerThread per;

static void log() { std::printf("%s %s\n", per.session->id.c_str(), per.user->c_str()); }

class Handle : public Job {
public:
  explicit Handle(Session session) : session_(std::move(session)) {}
  void run() override {
    per.session = &session_;
    per.user = &session_.user;
    log();
    per.session = nullptr;
    per.user = nullptr;
  }

private:
  Session session_;
};

int main() {
  Frontends frontends(2);
  for (int i = 0; i < 6; ++i) frontends.handle(std::make_unique<Handle>(Session{std::to_string(i), "u"}));
}
