// RUN: %expect %s
// A guard against recursion: the task asks, then adds what it does itself, as the submitter did for its own work.

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

static bool open(const std::string &Name) {
  if (opening.count(Name))
    return false; // a file that includes itself
  opening.insert(Name);
  bool Found = std::fopen(Name.c_str(), "r") != nullptr;
  opening.erase(Name);
  return Found;
}

int main(int argc, char **argv) {
  static Pool P;
  std::string Name = argv[argc - 1];
  opening.insert(Name);
  P.post([Name] { open(Name); });
  opening.erase(Name);
}
