// RUN: %expect %s
// The worker loop itself clears the slot after every job; in the twin it clears another one.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <vector>

struct Request {
  std::string user;
};

static thread_local const Request *request_ = nullptr;
static thread_local int served_since_idle = 0;

class Server {
public:
  explicit Server(int n) {
    for (int i = 0; i < n; ++i) threads_.emplace_back(&Server::loop, this);
  }
  ~Server() {
    {
      std::lock_guard lock(mutex_);
      stop_ = true;
    }
    wake_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void handle(std::function<void()> f) {
    std::lock_guard lock(mutex_);
    queue_.push(std::move(f));
    wake_.notify_one();
  }

private:
  void loop() {
    while (true) {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return stop_ || !queue_.empty(); });
      if (queue_.empty()) return;
      auto f = std::move(queue_.front());
      queue_.pop();
      lock.unlock();
      f();
      served_since_idle = 0;
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::queue<std::function<void()>> queue_;
  std::vector<std::thread> threads_;
  bool stop_ = false;
};

static void log(const char *what) { std::printf("%s %s\n", request_->user.c_str(), what); }

int main() {
  Server server(2);
  for (int i = 0; i < 9; ++i) {
    server.handle([request = Request{"user" + std::to_string(i)}] {
      request_ = &request; // EXPECT: tidepool-missing-remove
      log("begin");
      log("end");
    });
  }
}
