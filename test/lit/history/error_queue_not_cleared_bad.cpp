// RUN: %expect %s
// Failures go into the thread's error queue. Whoever asks it for the reason of a failure finds what another
// connection, served before on this thread, has put there. Seen in h2o/h2o#1448.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Sockets {
public:
  explicit Sockets(int count) {
    while (count-- > 0) workers_.push_back(std::thread([this] { run(); }));
  }
  ~Sockets() {
    stop();
    for (std::thread &worker : workers_) worker.join();
  }
  void post(std::function<void()> work) {
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

struct Failure {
  int code;
  std::string text;
};

static thread_local std::vector<Failure> errorQueue;

[[maybe_unused]] static void clearErrors() { errorQueue.clear(); }
static void putError(int code, std::string text) { errorQueue.push_back({code, std::move(text)}); } // MAY: tidepool-unbounded-growth

struct Connection {
  int id;
  bool oldProtocol;
  bool closed;
};

static bool handshake(const Connection &connection) {
  if (connection.oldProtocol) putError(336, "wrong version from " + std::to_string(connection.id));
  return !connection.oldProtocol;
}

static std::string whyFailed() {
  if (errorQueue.empty()) return "closed";
  return errorQueue.front().text; // EXPECT: tidepool-stale-read
}

static void serve(const Connection &connection) {
  if (!handshake(connection)) return;
  if (connection.closed) std::printf("%d: %s\n", connection.id, whyFailed().c_str());
}

int main() {
  Sockets sockets(2);
  for (int i = 0; i < 12; ++i) sockets.post([c = Connection{i, i % 3 == 0, i % 4 == 1}] { serve(c); });
}
