// RUN: %expect %s
// A switcher attaches a borrowed thread to a group and renames it. It gives the group back, but not the name, which
// goes into other people's logs. Seen in ClickHouse/ClickHouse#108887.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Runner {
public:
  explicit Runner(int count) {
    while (count-- > 0) workers_.push_back(std::thread([this] { run(); }));
  }
  ~Runner() {
    stop();
    for (std::thread &worker : workers_) worker.join();
  }
  void submit(std::function<void()> work) {
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
  std::string user;
};

static thread_local std::string threadName = "worker";
static thread_local const Group *threadGroup = nullptr;

class GroupSwitcher {
public:
  GroupSwitcher(const Group *group, const std::string &name) : oldGroup_(threadGroup), oldName_(threadName) { // MAY: tidepool-stale-read
    threadGroup = group;
    threadName = name; // EXPECT: tidepool-missing-remove
  }
  ~GroupSwitcher() {
    threadGroup = oldGroup_;
  }
  GroupSwitcher(const GroupSwitcher &) = delete;
  GroupSwitcher &operator=(const GroupSwitcher &) = delete;

private:
  const Group *oldGroup_;
  std::string oldName_;
};

static void logMessage(const char *text) {
  std::printf("%s %s\n", threadName.c_str(), text); // EXPECT: tidepool-stale-read
}

struct Callback {
  Group group;
  std::string pool;
  void operator()() const {
    logMessage("taken");
    GroupSwitcher switcher(&group, pool);
    logMessage("running");
  }
};

int main() {
  Runner runner(2);
  for (int i = 0; i < 6; ++i) runner.submit(Callback{{"u" + std::to_string(i)}, "async" + std::to_string(i)});
}
