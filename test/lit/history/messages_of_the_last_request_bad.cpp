// RUN: %expect %s
// What a request has to tell its user is collected in a thread-local list. The list is shown only where something went
// wrong, and with it the messages of requests before. Seen in inetsoft-technology/stylebi#1642.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Http {
public:
  explicit Http(int count) {
    while (count-- > 0) workers_.push_back(std::thread([this] { run(); }));
  }
  ~Http() {
    stop();
    for (std::thread &worker : workers_) worker.join();
  }
  void handle(std::function<void()> request) {
    std::unique_lock<std::mutex> guard(lock_);
    queue_.push(std::move(request));
    guard.unlock();
    changed_.notify_one();
  }

private:
  bool take(std::function<void()> &request) {
    std::unique_lock<std::mutex> guard(lock_);
    while (queue_.empty() && !stopped_) changed_.wait(guard);
    if (queue_.empty()) return false;
    request = std::move(queue_.front());
    queue_.pop();
    return true;
  }
  void run() {
    std::function<void()> request;
    while (take(request)) request();
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

static thread_local std::vector<std::string> userMessages;

static void tell(std::string message) {
  userMessages.push_back(std::move(message)); // MAY: tidepool-unbounded-growth
}

static std::string answer(bool failed) {
  std::string text = failed ? "failed:" : "fine";
  if (failed)
    for (const std::string &message : userMessages) text += " " + message; // EXPECT: tidepool-stale-read
  return text;
}

struct Request {
  std::string user;
  int rows;
};

static void handle(const Request &request) {
  if (request.rows > 3) tell("cut off for " + request.user);
  std::printf("%s\n", answer(request.rows == 0).c_str());
}

int main() {
  Http http(2);
  for (int i = 0; i < 8; ++i) http.handle([request = Request{"u" + std::to_string(i), i % 5}] { handle(request); });
}
