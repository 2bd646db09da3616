// RUN: %expect %s
// The task detaches its thread in a destructor. Seen in ClickHouse/ClickHouse#43781.

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Threads {
public:
  explicit Threads(int count) {
    while (count-- > 0) workers_.push_back(std::thread([this] { run(); }));
  }
  ~Threads() {
    stop();
    for (std::thread &worker : workers_) worker.join();
  }
  void schedule(std::function<void()> job) {
    std::unique_lock<std::mutex> guard(lock_);
    queue_.push(std::move(job));
    guard.unlock();
    changed_.notify_one();
  }

private:
  bool take(std::function<void()> &job) {
    std::unique_lock<std::mutex> guard(lock_);
    while (queue_.empty() && !stopped_) changed_.wait(guard);
    if (queue_.empty()) return false;
    job = std::move(queue_.front());
    queue_.pop();
    return true;
  }
  void run() {
    std::function<void()> job;
    while (take(job)) job();
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

struct QueryGroup {
  std::string query;
  long memory = 0;
};

class ThreadStatus {
public:
  void attachIfDetached(QueryGroup *group) {
    if (!group_) group_ = group;
  }
  void detach() { group_ = nullptr; }
  void allocated(long bytes) {
    if (group_) group_->memory += bytes;
  }

private:
  QueryGroup *group_ = nullptr;
};

static thread_local ThreadStatus status;

struct Detacher {
  ~Detacher() { status.detach(); }
};

static void readPart(const std::shared_ptr<QueryGroup> &group, long rows) {
  Detacher detacher;
  status.attachIfDetached(group.get());
  std::vector<long> column(static_cast<size_t>(rows));
  status.allocated(static_cast<long>(column.size() * sizeof(long)));
}

static void select(Threads &threads, const std::string &query) {
  auto group = std::make_shared<QueryGroup>();
  group->query = query;
  for (long part = 1; part < 4; ++part) threads.schedule([group, part] { readPart(group, part * 1000); });
}

int main() {
  Threads threads(4);
  select(threads, "SELECT 1");
  select(threads, "SELECT 2");
}
