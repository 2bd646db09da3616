// RUN: %expect %s
// Each error that is known drains the thread's error queue. The default case of the switch returns without doing so,
// and another session's failure is explained by what it has left. Seen in scylladb/seastar#3369.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Reactor {
public:
  explicit Reactor(int count) {
    while (count-- > 0) workers_.push_back(std::thread([this] { run(); }));
  }
  ~Reactor() {
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

enum class Reason { None, WantRead, Closed, Protocol };

static thread_local std::vector<std::string> queue;

static void drain() { queue.clear(); }

struct Session {
  int id;
  Reason next;
};

static Reason step(const Session &session) {
  if (session.next != Reason::None) queue.push_back("session " + std::to_string(session.id)); // EXPECT: tidepool-missing-remove
  return session.next;
}

static bool handshake(const Session &session) {
  switch (step(session)) {
  case Reason::None:
    drain();
    return true;
  case Reason::WantRead:
    drain();
    return true;
  case Reason::Closed:
    drain();
    return false;
  default:
    return false;
  }
}

static void shutdown(const Session &session) {
  if (!queue.empty()) std::printf("%d: %s\n", session.id, queue.front().c_str()); // EXPECT: tidepool-stale-read
  drain();
}

int main() {
  Reactor reactor(2);
  for (int i = 0; i < 8; ++i) {
    reactor.submit([session = Session{i, static_cast<Reason>(i % 4)}] { handshake(session); });
    reactor.submit([session = Session{i, Reason::None}] { shutdown(session); });
  }
}
