// RUN: %agree %s
// A worker loop of one's own, on a thread of the runtime,
// with a scope around each task.
#include "tidepool/task_scope.h"
#include "tidepool/thread.h"
#include "tidepool/thread_pool.h"
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <string>

static tidepool::ThreadLocal<std::string> worker("worker");
static tidepool::ThreadLocal<std::string> task("task");
static std::size_t length;

class Crew {
public:
  Crew() : Worker([this] { work(); }) {}
  ~Crew() { post({}); }
  void post(std::function<void()> Task) {
    std::lock_guard<std::mutex> Lock(M);
    Tasks.push_back(std::move(Task));
    Ready.notify_one();
  }

private:
  void work() {
    worker.set("crew");
    for (;;) {
      std::function<void()> Task;
      {
        std::unique_lock<std::mutex> Lock(M);
        Ready.wait(Lock, [this] { return !Tasks.empty(); });
        Task = std::move(Tasks.front());
        Tasks.pop_front();
      }
      if (!Task)
        return;
      tidepool::TaskScope Scope;
      Task();
    }
  }

  std::mutex M;
  std::condition_variable Ready;
  std::deque<std::function<void()>> Tasks;
  tidepool::Thread Worker;
};

static void handle(const std::string &Name) {
  task.set(Name);
  length += task.get().size() + worker.get().size();
}

int main() {
  Crew C;
  for (std::string Name : {"a", "b"})
    C.post([Name] { handle(Name); });
}
