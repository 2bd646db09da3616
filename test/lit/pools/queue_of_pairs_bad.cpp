// RUN: %expect %s
// Pairs of a function pointer and its argument.

#include <condition_variable>
#include <cstdio>
#include <list>
#include <mutex>
#include <thread>
#include <utility>

typedef void (*Action)(const char *);

static std::list<std::pair<Action, const char *>> pending;
static std::mutex pendingMutex;
static std::condition_variable pendingChanged;

static void later(Action action, const char *text) {
  std::lock_guard<std::mutex> lock(pendingMutex);
  pending.push_back(std::make_pair(action, text));
  pendingChanged.notify_one();
}

static void worker() {
  for (;;) {
    std::unique_lock<std::mutex> lock(pendingMutex);
    while (pending.empty()) pendingChanged.wait(lock);
    auto next = pending.front();
    pending.pop_front();
    lock.unlock();
    if (next.first == nullptr) return;
    next.first(next.second);
  }
}

static thread_local const char *speaking = nullptr;

static void aloud() { std::puts(speaking); }

static void say(const char *text) {
  speaking = text; // EXPECT: tidepool-missing-remove
  aloud();
}

int main(int argc, char **argv) {
  std::thread thread(worker);
  for (int i = 0; i < argc; ++i) later(say, argv[i]);
  later(nullptr, nullptr);
  thread.join();
}
