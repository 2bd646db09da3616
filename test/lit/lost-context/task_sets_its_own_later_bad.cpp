// RUN: %expect %s
// The task asks for what only the submitter sets.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

class Pool {
public:
  Pool() : Worker([this] { run(); }) {}
  ~Pool() { Worker.detach(); }
  void post(std::function<void()> Task) {
    std::lock_guard<std::mutex> Lock(M);
    Tasks.push_back(std::move(Task));
    More.notify_one();
  }

private:
  void run() {
    for (;;) {
      std::unique_lock<std::mutex> Lock(M);
      More.wait(Lock, [this] { return !Tasks.empty(); });
      std::function<void()> Task = std::move(Tasks.front());
      Tasks.pop_front();
      Lock.unlock();
      Task();
    }
  }
  std::mutex M;
  std::condition_variable More;
  std::deque<std::function<void()>> Tasks;
  std::thread Worker;
};

static thread_local const char *opening = nullptr; // the file that this thread is opening

struct Opening {
  explicit Opening(const char *Name) : Before(opening) { opening = Name; }
  ~Opening() { opening = Before; }
  const char *Before;
};

static bool open(const char *Name) {
  if (opening && opening == Name) // EXPECT: tidepool-lost-context
    return false;
  return std::fopen(Name, "r") != nullptr;
}

int main(int argc, char **argv) {
  static Pool P;
  const char *Name = argv[argc - 1];
  Opening Scope(Name);
  P.post([Name] { open(Name); });
}
