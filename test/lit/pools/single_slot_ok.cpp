// RUN: %expect %s
// No queue: one hand-over slot, taken and emptied by the worker.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

class Assistant {
public:
  Assistant() : thread_(&Assistant::wait, this) {}
  ~Assistant() {
    ask([] {});
    {
      std::lock_guard lock(mutex_);
      leave_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }
  void ask(std::function<void()> favour) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return favour_ == nullptr; });
    favour_ = std::move(favour);
    changed_.notify_all();
  }

private:
  void wait() {
    std::unique_lock lock(mutex_);
    while (!leave_) {
      if (favour_ == nullptr) {
        changed_.wait(lock);
        continue;
      }
      std::function<void()> favour = std::exchange(favour_, nullptr);
      changed_.notify_all();
      lock.unlock();
      favour();
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::function<void()> favour_;
  bool leave_ = false;
  std::thread thread_;
};

struct Errand {
  int shop;
};

static thread_local const Errand *errand_ = nullptr;

int main() {
  Assistant assistant;
  for (int i = 0; i < 4; ++i) {
    assistant.ask([errand = Errand{i}] {
      errand_ = &errand;
      std::printf("%d\n", errand_->shop);
      errand_ = nullptr;
    });
  }
}
