// RUN: %expect %s
// The thread's status gets a pointer to the query's context. One kind of task does it through a scope, another calls
// the setter alone, and the pointer outlives the context. Seen in ClickHouse/ClickHouse#19771.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Merges {
public:
  explicit Merges(int count) {
    while (count-- > 0) workers_.push_back(std::thread([this] { run(); }));
  }
  ~Merges() {
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

struct Context {
  std::string database;
  int settings = 0;
};

class ThreadStatus {
public:
  void attachQueryContext(const Context *context) { context_ = context; }
  void detachQueryIfNotDetached() { context_ = nullptr; }
  const Context *context() const { return context_; }

private:
  const Context *context_ = nullptr;
};

static thread_local ThreadStatus status;

class QueryScope {
public:
  explicit QueryScope(const Context &context) { status.attachQueryContext(&context); }
  ~QueryScope() { status.detachQueryIfNotDetached(); }
};

static void profile(const char *what) {
  const Context *context = status.context();
  std::printf("%s in %s\n", what, context ? context->database.c_str() : "-");
}

static void insert(const std::string &database) {
  Context context{database};
  QueryScope scope(context);
  profile("insert");
}

static void mutate(const std::string &database) {
  Context context{database};
  status.attachQueryContext(&context); // EXPECT: tidepool-missing-remove
  profile("mutate");
}

int main() {
  Merges merges(2);
  for (int i = 0; i < 4; ++i) {
    merges.add([i] { insert("db" + std::to_string(i)); });
    merges.add([i] { mutate("db" + std::to_string(i)); });
  }
}
