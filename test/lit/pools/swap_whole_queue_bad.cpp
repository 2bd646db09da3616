// RUN: %expect %s
// The worker swaps the whole queue out and walks over it.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

class Looper {
public:
  Looper() : thread_([this] { loop(); }) {}
  ~Looper() {
    queueInLoop([this] { quit_ = true; });
    thread_.join();
  }
  void queueInLoop(std::function<void()> functor) {
    std::lock_guard<std::mutex> lock(mutex_);
    functors_.push_back(std::move(functor));
    wake_.notify_one();
  }

private:
  void loop() {
    while (!quit_) {
      std::vector<std::function<void()>> functors;
      {
        std::unique_lock<std::mutex> lock(mutex_);
        wake_.wait(lock, [this] { return !functors_.empty(); });
        functors.swap(functors_);
      }
      for (const auto &functor : functors) functor();
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<std::function<void()>> functors_;
  bool quit_ = false;
  std::thread thread_;
};

static thread_local const std::string *line_ = nullptr;

static void echo() { std::puts(line_->c_str()); }

int main() {
  Looper looper;
  for (int i = 0; i < 4; ++i) {
    looper.queueInLoop([line = std::to_string(i)] {
      line_ = &line; // EXPECT: tidepool-missing-remove
      echo();
    });
  }
}
