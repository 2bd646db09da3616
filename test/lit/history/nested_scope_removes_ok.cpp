// RUN: %expect %s
// A scope keeps what was there before, and puts it back. Seen in vmware/concord-bft#1269.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Replica {
public:
  explicit Replica(int count) {
    while (count-- > 0) workers_.push_back(std::thread([this] { run(); }));
  }
  ~Replica() {
    stop();
    for (std::thread &worker : workers_) worker.join();
  }
  void dispatch(std::function<void()> work) {
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

static thread_local std::string sequenceNumber;

class ScopedSequence {
public:
  explicit ScopedSequence(std::string number) : outer_(std::exchange(sequenceNumber, std::move(number))) {}
  ~ScopedSequence() {
    sequenceNumber = std::move(outer_);
  }
  ScopedSequence(const ScopedSequence &) = delete;
  ScopedSequence &operator=(const ScopedSequence &) = delete;

private:
  std::string outer_;
};

static void info(const char *text) { std::printf("[%s] %s\n", sequenceNumber.c_str(), text); }

struct Message {
  std::string number, view;
};

static void askToLeave(const Message &message) {
  ScopedSequence scope(message.view);
  info("leaving the view");
}

static void onViewChange(const Message &message) {
  ScopedSequence scope(message.number);
  info("view change");
  askToLeave(message);
  info("done");
}

int main() {
  Replica replica(2);
  for (int i = 0; i < 4; ++i)
    replica.dispatch([message = Message{std::to_string(i), std::to_string(i + 100)}] { onViewChange(message); });
}
