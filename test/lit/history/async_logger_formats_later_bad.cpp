// RUN: %expect %s
// The logging context is one map per thread. An asynchronous logger formats the line on its own thread, where the map
// is another one. Seen in gabime/spdlog#3083.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <map>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Writer {
public:
  explicit Writer(int count) {
    while (count-- > 0) workers_.push_back(std::thread([this] { run(); }));
  }
  ~Writer() {
    stop();
    for (std::thread &worker : workers_) worker.join();
  }
  void enqueue(std::function<void()> line) {
    std::unique_lock<std::mutex> guard(lock_);
    queue_.push(std::move(line));
    guard.unlock();
    changed_.notify_one();
  }

private:
  bool take(std::function<void()> &line) {
    std::unique_lock<std::mutex> guard(lock_);
    while (queue_.empty() && !stopped_) changed_.wait(guard);
    if (queue_.empty()) return false;
    line = std::move(queue_.front());
    queue_.pop();
    return true;
  }
  void run() {
    std::function<void()> line;
    while (take(line)) line();
  }
  void stop() {
    std::lock_guard<std::mutex> guard(lock_);
    stopped_ = true;
    changed_.notify_all();
  }
  std::mutex lock_;
  std::condition_variable changed_;
  std::queue<std::function<void()>> queue_;
  std::vector<std::thread> workers_;
  bool stopped_ = false;
};

static thread_local std::map<std::string, std::string> mdc;

static std::string context() {
  std::string text;
  for (const auto &entry : mdc) text += entry.first + ":" + entry.second + " "; // EXPECT: tidepool-lost-context
  return text;
}

class AsyncLogger {
public:
  void info(std::string message) {
    writer_.enqueue([message] { std::printf("%s%s\n", context().c_str(), message.c_str()); });
  }

private:
  Writer writer_{1};
};

static void handle(AsyncLogger &logger, const std::string &user) {
  mdc["user"] = user;
  logger.info("login");
  mdc.clear();
}

int main(int argc, char **argv) {
  AsyncLogger logger;
  for (int i = 0; i < argc; ++i) handle(logger, argv[i]);
}
