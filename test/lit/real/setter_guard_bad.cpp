// RUN: %expect %s
//
// The guard forgets to give the level back.
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class Pool {
public:
  explicit Pool(int n) {
    for (int i = 0; i < n; ++i)
      threads_.emplace_back([this] { work(); });
  }
  void add(std::function<void()> job) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      jobs_.push_back(std::move(job));
    }
    wake_.notify_one();
  }

private:
  void work() {
    for (;;) {
      std::function<void()> job;
      {
        std::unique_lock<std::mutex> lock(mutex_);
        wake_.wait(lock, [this] { return !jobs_.empty(); });
        job = std::move(jobs_.front());
        jobs_.pop_front();
      }
      try {
        job();
      } catch (...) {
      }
    }
  }
  std::vector<std::thread> threads_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> jobs_;
};

enum class Level { Off, Counts, Times };
thread_local Level level = Level::Counts;

Level getLevel() {
  return level; // EXPECT: tidepool-stale-read
}
void setLevel(Level to) {
  level = to; // EXPECT: tidepool-missing-remove
}

struct Log {
  std::mutex mutex;
  std::string text;
  class FileGuard {
  public:
    FileGuard(Log &log, Level wanted) : log_(log), previous_(getLevel()) {
      setLevel(wanted);
      log.mutex.lock();
    }
    ~FileGuard() { log_.mutex.unlock(); }

  private:
    Log &log_;
    Level previous_;
  };
  void write(const std::string &line, Level wanted) {
    FileGuard guard(*this, wanted);
    text += line;
  }
};

struct Job {
  Level wanted;
  std::string line;
};

int main() {
  static Log log;
  Pool pool(2);
  for (int i = 0; i < 8; ++i) {
    Job job{i % 2 ? Level::Times : Level::Off, std::to_string(i)};
    pool.add([job] {
      if (getLevel() == Level::Times)
        log.write("slow", job.wanted);
      log.write(job.line, job.wanted);
    });
  }
}
