// RUN: %expect %s
// Catch everything, clean, rethrow; or only the exceptions that one thought of.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <memory>
#include <mutex>
#include <queue>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

// Workers survive a job that throws: the failure is logged, the next job runs.
class Importers {
public:
  explicit Importers(unsigned workers) {
    for (unsigned i = 0; i < workers; ++i)
      workers_.push_back(std::make_unique<std::thread>(&Importers::workerMain, this));
  }
  ~Importers() {
    {
      std::lock_guard lock(mutex_);
      closed_ = true;
    }
    wake_.notify_all();
    for (auto &worker : workers_) worker->join();
  }
  void import(std::function<void()> work) {
    std::lock_guard lock(mutex_);
    backlog_.push(std::move(work));
    wake_.notify_one();
  }

private:
  void workerMain() {
    std::unique_lock lock(mutex_);
    while (true) {
      wake_.wait(lock, [this] { return closed_ || !backlog_.empty(); });
      if (backlog_.empty()) return;
      std::function<void()> work = std::move(backlog_.front());
      backlog_.pop();
      lock.unlock();
      try {
        work();
      } catch (...) {
        std::fputs("job failed\n", stderr);
      }
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::queue<std::function<void()>> backlog_;
  std::vector<std::unique_ptr<std::thread>> workers_;
  bool closed_ = false;
};

struct File {
  std::string name;
  int lines;
};

static thread_local const File *reading = nullptr;

static void parse(int line) {
  if (line == 3) throw std::string(reading->name);
  if (line == 7) throw std::length_error(reading->name);
}

static void importFile(const File &file) {
  reading = &file; // EXPECT: tidepool-unsafe-remove
  try {
    for (int i = 0; i < file.lines; ++i) parse(i);
  } catch (const std::exception &) {
    reading = nullptr;
    throw;
  }
  std::printf("%s\n", reading->name.c_str());
  reading = nullptr;
}

int main() {
  Importers importers(2);
  for (int i = 0; i < 9; ++i) importers.import([file = File{"f" + std::to_string(i), i}] { importFile(file); });
}
