// RUN: %expect %s
// The task asks for what only the submitter sets.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <set>
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

static thread_local std::set<std::string> opening; // the files that this thread is opening

struct Opening {
  explicit Opening(const std::string &Name) : Name(Name) { opening.insert(Name); }
  ~Opening() { opening.erase(Name); }
  std::string Name;
};

static bool open(const std::string &Name) {
  std::printf("for %s\n", opening.begin()->c_str()); // EXPECT: tidepool-lost-context
  return std::fopen(Name.c_str(), "r") != nullptr;
}

int main(int argc, char **argv) {
  static Pool P;
  std::string Name = argv[argc - 1];
  Opening Scope(Name);
  P.post([Name] { open(Name); });
}
