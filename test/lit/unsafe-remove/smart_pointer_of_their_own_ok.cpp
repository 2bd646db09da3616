// RUN: %expect %s
// What can throw comes before the write.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <exception>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

struct Notification {
  explicit Notification(std::string text) : text(std::move(text)) {}
  std::string text;
  int references = 1;
};

class NotificationPtr {
public:
  explicit NotificationPtr(Notification *p) : p_(p) {}
  NotificationPtr(const NotificationPtr &other) : p_(other.p_) {
    if (p_) ++p_->references;
  }
  ~NotificationPtr() {
    if (p_ && --p_->references == 0) delete p_;
  }
  Notification *get() const { return p_; }

private:
  Notification *p_;
};

static thread_local Notification *current = nullptr;

class Dispatcher {
public:
  Dispatcher() {
    for (int i = 0; i < 2; ++i) threads_.emplace_back([this] { work(); });
  }
  ~Dispatcher() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void post(void (*handler)(NotificationPtr), NotificationPtr what) {
    std::lock_guard<std::mutex> lock(mutex_);
    queue_.push_back({handler, what});
    ready_.notify_one();
  }

private:
  struct Item {
    void (*handler)(NotificationPtr);
    NotificationPtr what;
  };
  void work() {
    for (;;) {
      std::unique_lock<std::mutex> lock(mutex_);
      ready_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
      if (queue_.empty()) return;
      Item item = queue_.front();
      queue_.pop_front();
      lock.unlock();
      try {
        item.handler(item.what);
      } catch (const std::exception &e) {
        std::puts(e.what());
      }
    }
  }

  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<Item> queue_;
  std::vector<std::thread> threads_;
  bool stopping_ = false;
};

static void deliver(NotificationPtr what) {
  NotificationPtr mine = what;
  if (what.get()->text.empty()) throw std::invalid_argument("nothing to say");
  current = mine.get();
  std::puts(current->text.c_str());
  current = nullptr;
}

int main() {
  Dispatcher dispatcher;
  dispatcher.post(deliver, NotificationPtr(new Notification("hello")));
  dispatcher.post(deliver, NotificationPtr(new Notification("")));
}
