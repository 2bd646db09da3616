// RUN: %expect %s
//
// Saved and given back under the same condition, through a getter and a setter.
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

class Compaction {
public:
  explicit Compaction(bool measure) : measure_(measure) {}
  int run(int files) {
    Level previous = Level::Times;
    if (measure_) {
      previous = getLevel();
      setLevel(Level::Times);
    }
    int bytes = 0;
    for (int i = 0; i < files; ++i)
      bytes += step(i);
    if (measure_) {
      if (previous != Level::Times)
        setLevel(previous);
    }
    return bytes;
  }

private:
  int step(int i) { return getLevel() == Level::Times ? i * 2 : i; }
  bool measure_;
};

int main(int argc, char **) {
  Pool pool(2);
  for (int i = 0; i < 8; ++i)
    pool.add([i, argc] {
      Compaction job(argc > i);
      job.run(i);
    });
}
