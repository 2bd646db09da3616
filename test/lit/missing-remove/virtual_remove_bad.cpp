// RUN: %expect %s
// The reset is a virtual method's job, and one override forgets it.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Saves {
public:
  explicit Saves(unsigned workers) {
    for (unsigned i = 0; i < workers; ++i) {
      threads_.emplace_back([this] {
        for (;;) {
          std::function<void()> job;
          {
            std::unique_lock<std::mutex> lock(mutex_);
            ready_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
            if (jobs_.empty()) return;
            job = std::move(jobs_.front());
            jobs_.pop_front();
          }
          job();
        }
      });
    }
  }
  ~Saves() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void save(std::function<void()> job) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      jobs_.push_back(std::move(job));
    }
    ready_.notify_one();
  }

private:
  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::function<void()>> jobs_;
  std::vector<std::thread> threads_;
  bool stopping_ = false;
};

struct Snapshot {
  int version;
};

static thread_local const Snapshot *snapshot_ = nullptr;

class Format {
public:
  virtual ~Format() = default;
  void begin(const Snapshot &snapshot) {
    snapshot_ = &snapshot; // EXPECT: tidepool-missing-remove
  }
  virtual void body() = 0;
  virtual void end() { snapshot_ = nullptr; }
};

class Text : public Format {
public:
  void body() override { std::printf("v%d\n", snapshot_->version); }
};

class Binary : public Format {
public:
  void body() override { std::fwrite(&snapshot_->version, sizeof(int), 1, stdout); }
  void end() override {
    std::puts("");
  }
};

static void save(Format &format, const Snapshot &snapshot) {
  format.begin(snapshot);
  format.body();
  format.end();
}

int main() {
  Saves saves(2);
  for (int i = 0; i < 6; ++i) {
    std::shared_ptr<Format> format;
    if (i % 2)
      format = std::make_shared<Text>();
    else
      format = std::make_shared<Binary>();
    saves.save([format, snapshot = Snapshot{i}] { save(*format, snapshot); });
  }
}
