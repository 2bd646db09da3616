// RUN: %expect %s
// It detaches only where it has attached. Seen in Altinity/ClickHouse#2016.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Queries {
public:
  explicit Queries(int count) {
    while (count-- > 0) workers_.push_back(std::thread([this] { run(); }));
  }
  ~Queries() {
    stop();
    for (std::thread &worker : workers_) worker.join();
  }
  void run(std::function<void()> work) {
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

struct Group {
  std::string query;
};

static thread_local const Group *current = nullptr;

static void account(const char *what) { std::printf("%s for %s\n", what, current ? current->query.c_str() : "nobody"); }

static void detach() {
  current = nullptr;
}

static void prefetch(const Group &group) {
  const Group *before = current;
  current = &group;
  account("prefetch");
  current = before;
}

static void processQuery(const Group &group) {
  current = &group;
  account("plan");
  prefetch(group);
  account("execute");
  detach();
}

int main() {
  Queries queries(2);
  for (int i = 0; i < 4; ++i) {
    queries.run([group = Group{"q" + std::to_string(i)}] { processQuery(group); });
    queries.run([group = Group{"p" + std::to_string(i)}] { prefetch(group); });
  }
}
