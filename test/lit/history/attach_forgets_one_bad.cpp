// RUN: %expect %s
// When a connection logs in, three things become the thread's. When the pool attaches a connection to a thread later,
// one of the three is forgotten, and the memory is counted for whoever logged in there last. Seen in percona/percona-
// server#5543.

#include <atomic>
#include <condition_variable>
#include <cstdio>
#include <functional>
#include <memory>
#include <mutex>
#include <queue>
#include <thread>
#include <utility>
#include <vector>

class Group {
public:
  explicit Group(int count) {
    while (count-- > 0) workers_.push_back(std::thread([this] { run(); }));
  }
  ~Group() {
    stop();
    for (std::thread &worker : workers_) worker.join();
  }
  void add(std::function<void()> work) {
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

struct Connection {
  unsigned id;
  std::atomic<long> memory{0};
};

static thread_local Connection *current = nullptr;
static thread_local unsigned threadId = 0;
static thread_local Connection *counted = nullptr;

static void allocated(long bytes) {
  if (counted) counted->memory += bytes; // EXPECT: tidepool-stale-read
}

static void attach(Connection &connection) {
  current = &connection;
  threadId = connection.id;
}
static void detach() {
  current = nullptr;
  threadId = 0;
}

static void login(Connection &connection) {
  attach(connection);
  counted = &connection; // EXPECT: tidepool-missing-remove
  allocated(512);
  detach();
}

static void query(Connection &connection) {
  attach(connection);
  allocated(64);
  std::printf("%u as %u\n", current->id, threadId);
  detach();
}

static void serve(Group &group, const std::shared_ptr<Connection> &connection) {
  group.add([connection] { login(*connection); });
  for (int i = 0; i < 3; ++i) group.add([connection] { query(*connection); });
}

int main() {
  Group group(4);
  for (unsigned id = 1; id < 5; ++id) {
    auto connection = std::make_shared<Connection>();
    connection->id = id;
    serve(group, connection);
  }
}
