// RUN: %expect %s
// Every callback begins with an empty context. Seen in lynckia/licode#538.

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

class Loop {
public:
  explicit Loop(int count) {
    while (count-- > 0) workers_.push_back(std::thread([this] { run(); }));
  }
  ~Loop() {
    stop();
    for (std::thread &worker : workers_) worker.join();
  }
  void push(std::function<void()> work) {
    std::unique_lock<std::mutex> guard(lock_);
    queue_.push(std::move(work));
    guard.unlock();
    changed_.notify_one();
  }

private:
  bool take(std::function<void()> &work) {
    std::unique_lock<std::mutex> guard(lock_);
    while (queue_.empty() && !stopped_) changed_.wait(guard);
    if (queue_.empty()) return false;
    work = std::move(queue_.front());
    queue_.pop();
    return true;
  }
  void run() {
    std::function<void()> work;
    while (take(work)) work();
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

static thread_local std::map<std::string, std::string> logContext;

static void logLine(const std::string &text) {
  for (const auto &[key, value] : logContext) std::printf("%s=%s ", key.c_str(), value.c_str());
  std::printf("%s\n", text.c_str());
}

struct Stream {
  std::string id, codec;
};

class Erizo {
public:
  explicit Erizo(Loop &loop) : loop_(loop) {}
  void connected(Stream stream) {
    loop_.push([stream] {
      logContext.clear();
      logContext["id"] = stream.id;
      logLine("connected");
    });
  }
  void negotiated(Stream stream) {
    loop_.push([stream] {
      logContext.clear();
      logContext["id"] = stream.id;
      logContext["codec"] = stream.codec;
      logLine("negotiated");
    });
  }

private:
  Loop &loop_;
};

int main() {
  Loop loop(2);
  Erizo erizo(loop);
  for (int i = 0; i < 4; ++i) {
    erizo.negotiated({"s" + std::to_string(i), "vp8"});
    erizo.connected({"s" + std::to_string(i + 1), ""});
  }
}
