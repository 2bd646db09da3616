// RUN: %expect %s
// The activity of the thread is set for a read and reset after it, except where the read fails and is tried again by
// somebody else. Seen in facebook/rocksdb#11288.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Job {
public:
  virtual ~Job() = default;
  virtual void execute() = 0;
};

class Compactions {
public:
  explicit Compactions(int count) {
    for (int i = 0; i < count; ++i) threads_.emplace_back(&Compactions::main, this);
  }
  ~Compactions() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      quit_ = true;
    }
    cond_.notify_all();
    for (auto &t : threads_) t.join();
  }
  void schedule(std::unique_ptr<Job> one) {
    std::lock_guard<std::mutex> lock(mutex_);
    todo_.push_back(std::move(one));
    cond_.notify_one();
  }

private:
  std::unique_ptr<Job> next() {
    std::unique_lock<std::mutex> lock(mutex_);
    cond_.wait(lock, [this] { return quit_ || !todo_.empty(); });
    if (todo_.empty()) return nullptr;
    auto one = std::move(todo_.front());
    todo_.pop_front();
    return one;
  }
  void main() {
    while (auto one = next()) one->execute();
  }
  std::mutex mutex_;
  std::condition_variable cond_;
  std::deque<std::unique_ptr<Job>> todo_;
  std::vector<std::thread> threads_;
  bool quit_ = false;
};

struct Activity {
  const char *kind = nullptr;
  std::string file;
};

static thread_local Activity activity;

static void begin(const char *kind, const std::string &file) {
  activity.kind = kind;
  activity.file = file; // EXPECT: tidepool-missing-remove
}
static void end() {
  activity.kind = nullptr;
  activity.file.clear();
}

static void account(long bytes) {
  std::printf("%ld bytes for %s\n", bytes, activity.file.c_str()); // EXPECT: tidepool-stale-read
}

class ReadJob : public Job {
public:
  ReadJob(std::string file, long size) : file_(std::move(file)), size_(size) {}
  void execute() override {
    account(0);
    begin("read", file_);
    if (!read()) {
      std::printf("%s: again later\n", file_.c_str());
      return;
    }
    account(size_);
    end();
  }

private:
  bool read() const { return size_ > 0; }
  std::string file_;
  long size_;
};

int main() {
  Compactions compactions(2);
  for (long i = 0; i < 6; ++i) compactions.schedule(std::make_unique<ReadJob>(std::to_string(i) + ".sst", i % 3));
}
