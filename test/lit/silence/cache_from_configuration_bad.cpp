// RUN: %expect %s
// A raw pointer, filled when it is empty: from the program's configuration, or from the request at hand.

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

class Dispatcher {
public:
  explicit Dispatcher(int n) {
    for (int i = 0; i < n; ++i) threads_.push_back(std::thread(std::bind(&Dispatcher::serve, this, i)));
  }
  ~Dispatcher() {
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

struct Options {
  std::string host = "db.internal";
  int port = 5432;
};
static const Options options;

class Link {
public:
  Link(const std::string &host, int port) : host_(host), port_(port) {}
  void send(int query) { std::printf("%s:%d <- %d\n", host_.c_str(), port_, query); }

private:
  std::string host_;
  int port_;
};

static __thread Link *link_ = nullptr;

class Query : public Job {
public:
  Query(std::string shard, int number) : shard_(std::move(shard)), number_(number) {}
  void run() override {
    if (link_ == nullptr) link_ = new Link(shard_, options.port);
    link_->send(number_); // EXPECT: tidepool-stale-read
  }

private:
  std::string shard_;
  int number_;
};

int main() {
  Dispatcher dispatcher(2);
  for (int i = 0; i < 9; ++i) dispatcher.add(std::make_unique<Query>("shard" + std::to_string(i), i));
}
