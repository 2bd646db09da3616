// RUN: %expect %s
//
// A guard that saves through a getter and restores through a setter: another unit of the program knows the slot.
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

Level getLevel() { return level; }
void setLevel(Level to) { level = to; }

struct Log {
  std::mutex mutex;
  std::string text;
  class FileGuard {
  public:
    explicit FileGuard(Log &log) : log_(log), previous_(getLevel()) {
      setLevel(Level::Off);
      log.mutex.lock();
    }
    ~FileGuard() {
      log_.mutex.unlock();
      setLevel(previous_);
    }

  private:
    Log &log_;
    Level previous_;
  };
  void write(const std::string &line) {
    FileGuard guard(*this);
    text += line;
  }
};

int main() {
  static Log log;
  Pool pool(2);
  for (int i = 0; i < 8; ++i)
    pool.add([i] {
      log.write(std::to_string(i));
      if (getLevel() == Level::Times)
        log.write("slow");
    });
}
