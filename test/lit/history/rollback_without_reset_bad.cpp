// RUN: %expect %s
// A transaction that is rolled back from outside makes its session the thread's for that. One of the ways out of the
// rollback lets go of the session without taking it from the thread. Seen in MariaDB/server#1370.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <memory>
#include <mutex>
#include <pthread.h>
#include <queue>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Rollbacks {
public:
  explicit Rollbacks(int count) {
    while (count-- > 0) workers_.push_back(std::thread([this] { run(); }));
  }
  ~Rollbacks() {
    stop();
    for (std::thread &worker : workers_) worker.join();
  }
  void queue(std::function<void()> work) {
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

struct Session {
  unsigned id = 0;
  bool aborted = false;
  std::vector<std::string> statements;
};

static pthread_key_t currentSession;

static void storeGlobals(Session *session) {
  pthread_setspecific(currentSession, session); // EXPECT: tidepool-missing-remove
}
static void resetGlobals() { pthread_setspecific(currentSession, nullptr); }

class Globals {
public:
  explicit Globals(Session *session) { storeGlobals(session); }
  ~Globals() { resetGlobals(); }
};

static void logStatement(const std::string &text) {
  auto *session = static_cast<Session *>(pthread_getspecific(currentSession));
  std::printf("%u: %s\n", session ? session->id : 0, text.c_str());
}

static bool rollback(const std::shared_ptr<Session> &session) {
  storeGlobals(session.get());
  while (!session->statements.empty()) {
    if (session->aborted) return false;
    logStatement("undo " + session->statements.back());
    session->statements.pop_back();
  }
  resetGlobals();
  return true;
}

int main() {
  pthread_key_create(&currentSession, nullptr);
  Rollbacks rollbacks(2);
  for (unsigned i = 1; i < 6; ++i) {
    auto session = std::make_shared<Session>();
    session->id = i;
    session->aborted = i % 2;
    session->statements = {"insert", "update"};
    rollbacks.queue([session] { rollback(session); });
  }
}
