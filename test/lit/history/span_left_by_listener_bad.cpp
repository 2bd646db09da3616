// RUN: %expect %s
// An action makes its span the thread's current one, and its listener ends it. Where the action answers at once, the
// listener is not called: background jobs go on adding to a trace that is long over. Seen in opensearch-
// project/OpenSearch#10789.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <memory>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Transport {
public:
  explicit Transport(int count) {
    while (count-- > 0) workers_.push_back(std::thread([this] { run(); }));
  }
  ~Transport() {
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

struct Span {
  std::string name;
  std::vector<std::string> children;
};

static thread_local std::shared_ptr<Span> currentSpan;

class SpanScope {
public:
  explicit SpanScope(std::shared_ptr<Span> span) : outer_(std::move(currentSpan)) { currentSpan = std::move(span); }
  ~SpanScope() { currentSpan = std::move(outer_); }
  SpanScope(const SpanScope &) = delete;
  SpanScope &operator=(const SpanScope &) = delete;

private:
  std::shared_ptr<Span> outer_;
};

struct Put {
  std::string index;
  bool cached;
};

static void onResponse(const Put &put) {
  std::printf("%s: %zu steps\n", put.index.c_str(), currentSpan->children.size());
  currentSpan = nullptr;
}

static void put(const Put &action) {
  currentSpan = std::make_shared<Span>(Span{action.index, {}}); // EXPECT: tidepool-missing-remove
  if (action.cached) return;
  currentSpan->children.push_back("write");
  onResponse(action);
}

static void refresh() {
  if (currentSpan) currentSpan->children.push_back("refresh"); // MAY: tidepool-stale-read
}

int main() {
  Transport transport(2);
  for (int i = 0; i < 8; ++i) {
    transport.submit([action = Put{"test" + std::to_string(i), i % 3 == 0}] { put(action); });
    transport.submit(refresh);
  }
}
