// RUN: %expect %s
// A number: written at the top of each task, or only where the header has it.

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

class Parsers {
public:
  explicit Parsers(int n) {
    for (int i = 0; i < n; ++i) threads_.push_back(std::thread(std::bind(&Parsers::serve, this, i)));
  }
  ~Parsers() {
    mutex_.lock();
    quit_ = true;
    mutex_.unlock();
    cond_.notify_all();
    for (auto &t : threads_) t.join();
  }
  void push(std::unique_ptr<Job> job) {
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

struct Packet {
  int version;
  int length;
};

static thread_local int protocolVersion;

static int headerSize() {
  return protocolVersion > 1 ? 12 : 8; // EXPECT: tidepool-stale-read
}

class Parse : public Job {
public:
  explicit Parse(Packet packet) : packet_(packet) {}
  void run() override {
    if (packet_.version != 0) protocolVersion = packet_.version; // EXPECT: tidepool-missing-remove
    std::printf("%d\n", packet_.length - headerSize());
  }

private:
  Packet packet_;
};

int main() {
  Parsers parsers(2);
  for (int i = 0; i < 9; ++i) parsers.push(std::make_unique<Parse>(Packet{i % 3, 100}));
}
