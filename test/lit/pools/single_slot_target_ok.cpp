// RUN: %expect %s
// The hand-over slot is a pointer to an abstract target.

#include <condition_variable>
#include <cstdio>
#include <mutex>
#include <thread>

struct Target {
  virtual ~Target() = default;
  virtual void run() = 0;
};

class PooledThread {
public:
  PooledThread() : thread_([this] { main(); }) {}
  void start(Target &target) {
    std::unique_lock<std::mutex> lock(mutex_);
    idle_.wait(lock, [this] { return target_ == nullptr; });
    target_ = &target;
    ready_.notify_one();
  }
  void release() {
    std::unique_lock<std::mutex> lock(mutex_);
    idle_.wait(lock, [this] { return target_ == nullptr; });
    released_ = true;
    lock.unlock();
    ready_.notify_one();
    thread_.join();
  }

private:
  void main() {
    std::unique_lock<std::mutex> lock(mutex_);
    for (;;) {
      while (target_ == nullptr && !released_) ready_.wait(lock);
      if (target_ == nullptr) return;
      lock.unlock();
      target_->run();
      lock.lock();
      target_ = nullptr;
      idle_.notify_all();
    }
  }

  std::mutex mutex_;
  std::condition_variable ready_, idle_;
  Target *target_ = nullptr;
  bool released_ = false;
  std::thread thread_;
};

static thread_local const struct Shot *aiming = nullptr;

struct Shot : Target {
  explicit Shot(int distance) : distance_(distance) {}
  void run() override {
    aiming = this;
    hit();
    aiming = nullptr;
  }
  static void hit() { std::printf("%d\n", aiming->distance_); }
  int distance_;
};

int main() {
  PooledThread thread;
  Shot first(10), second(20);
  thread.start(first);
  thread.start(second);
  thread.release();
}
