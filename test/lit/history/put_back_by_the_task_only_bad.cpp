// RUN: %expect %s
// A task exchanges the thread's class loader and puts the old one back as its last statement. One that throws leaves
// its own behind, for everything that runs on the pool later. Seen in OpenLiberty/open-liberty#31930.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

struct Loader {
  std::string application;
};

static thread_local const Loader *loader = nullptr;

class Executor {
public:
  explicit Executor(unsigned count) {
    for (unsigned i = 0; i < count; ++i) threads_.emplace_back([this] { run(); });
  }
  ~Executor() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      closed_ = true;
    }
    wake_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void execute(std::function<void()> task) {
    std::lock_guard<std::mutex> lock(mutex_);
    tasks_.push_back(std::move(task));
    wake_.notify_one();
  }

private:
  void run() {
    for (;;) {
      std::function<void()> task;
      {
        std::unique_lock<std::mutex> lock(mutex_);
        wake_.wait(lock, [this] { return closed_ || !tasks_.empty(); });
        if (tasks_.empty()) return;
        task = std::move(tasks_.front());
        tasks_.pop_front();
      }
      runOne(task);
    }
  }
  static void runOne(const std::function<void()> &task) {
    try {
      task();
    } catch (...) {
      std::fputs("a task failed\n", stderr);
    }
  }
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> tasks_;
  std::vector<std::thread> threads_;
  bool closed_ = false;
};

static std::string load(const std::string &name) {
  if (name.empty()) throw std::invalid_argument("no name");
  return loader->application + "/" + name;
}

static void start(const Loader &mine, const std::string &name) {
  const Loader *before = loader;
  loader = &mine; // EXPECT: tidepool-unsafe-remove
  std::printf("%s\n", load(name).c_str());
  loader = before;
}

int main() {
  Executor executor(2);
  for (int i = 0; i < 6; ++i)
    executor.execute([mine = Loader{"app" + std::to_string(i)}, name = std::string(i % 3, 'x')] { start(mine, name); });
}
