// RUN: %expect %s
// The end of a request drops what is kept. Seen in ops4j/org.ops4j.pax.cdi#165.

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

class Servlets {
public:
  explicit Servlets(int count) {
    while (count-- > 0) workers_.push_back(std::thread([this] { run(); }));
  }
  ~Servlets() {
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

struct SessionContext {
  explicit SessionContext(std::string id) : id(std::move(id)) {}
  std::string id;
  int beans = 0;
};

static thread_local std::shared_ptr<SessionContext> kept;

static std::shared_ptr<SessionContext> contextOf(const std::string &session) {
  if (!kept) kept = std::make_shared<SessionContext>(session);
  return kept;
}

static void service(const std::string &session, int bean) {
  auto context = contextOf(session);
  context->beans += bean;
  std::printf("%s has %d\n", context->id.c_str(), context->beans);
}

static void request(const std::string &session) {
  for (int bean = 1; bean < 3; ++bean) service(session, bean);
  kept.reset();
}

int main() {
  Servlets servlets(2);
  for (int i = 0; i < 6; ++i) servlets.dispatch([session = "s" + std::to_string(i)] { request(session); });
}
