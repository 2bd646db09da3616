// RUN: %expect %s
// Contexts are pushed and popped, one within the other, by objects and by a pair of functions. One of the pairs is not
// kept on an early way out.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <mutex>
#include <queue>
#include <stack>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Jobs {
public:
  explicit Jobs(int count) {
    while (count-- > 0) workers_.push_back(std::thread([this] { run(); }));
  }
  ~Jobs() {
    stop();
    for (std::thread &worker : workers_) worker.join();
  }
  void put(std::function<void()> work) {
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
};

static thread_local std::vector<const Span *> spans;
static thread_local std::stack<std::string> phases;

class Enter {
public:
  explicit Enter(const Span &span) { spans.push_back(&span); }
  ~Enter() { spans.pop_back(); }
  Enter(const Enter &) = delete;
  Enter &operator=(const Enter &) = delete;
};

static void begin(const std::string &phase) {
  phases.push(phase); // EXPECT: tidepool-missing-remove
}
static void end() { phases.pop(); }

static void inner(const Span &outer) {
  Span span{outer.name + "/inner"};
  Enter enter(span);
  std::printf("%s\n", spans.back()->name.c_str());
}

static bool compute(const Span &span, int size) {
  Enter enter(span);
  begin("compute " + span.name);
  inner(span);
  if (size == 0) return false;
  {
    Enter again(span);
    std::printf("at depth %zu\n", spans.size());
  }
  end();
  return true;
}

static void report() {
  if (!phases.empty()) std::printf("in %s\n", phases.top().c_str()); // EXPECT: tidepool-stale-read
  if (!spans.empty()) std::printf("of %s\n", spans.back()->name.c_str());
}

int main() {
  Jobs jobs(2);
  for (int i = 0; i < 6; ++i) {
    jobs.put([i] { compute(Span{"s" + std::to_string(i)}, i % 3); });
    jobs.put(report);
  }
}
