// RUN: %expect %s
// A priority queue of structs: the callable is a field beside others.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <vector>

struct Entry {
  int priority;
  std::string name;
  std::function<void()> action;
  bool operator<(const Entry &other) const { return priority < other.priority; }
};

class Scheduler {
public:
  explicit Scheduler(int n) {
    while (n-- > 0) threads_.emplace_back(&Scheduler::run, this);
  }
  ~Scheduler() {
    for (std::size_t i = 0; i < threads_.size(); ++i) add(Entry{-1, "stop", nullptr});
    for (auto &thread : threads_) thread.join();
  }
  void add(Entry entry) {
    std::unique_lock<std::mutex> lock(mutex_);
    entries_.push(std::move(entry));
    lock.unlock();
    changed_.notify_one();
  }

private:
  void run() {
    while (true) {
      std::unique_lock<std::mutex> lock(mutex_);
      changed_.wait(lock, [this] { return !entries_.empty(); });
      Entry entry = entries_.top();
      entries_.pop();
      lock.unlock();
      if (entry.priority < 0) break;
      entry.action();
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::priority_queue<Entry> entries_;
  std::vector<std::thread> threads_;
};

struct Mail {
  std::string to;
};

static thread_local const Mail *mail_ = nullptr;

int main() {
  Scheduler scheduler(2);
  for (int i = 0; i < 5; ++i) {
    Mail mail{"a" + std::to_string(i)};
    scheduler.add({i, "mail", [mail] {
      mail_ = &mail;
      std::puts(mail_->to.c_str());
      mail_ = nullptr;
    }});
  }
}
