// RUN: %expect %s
// A guard takes over a state of two thread-locals, and puts only one of them back. Seen in pytorch/pytorch#70940.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Autograd {
public:
  explicit Autograd(int count) {
    while (count-- > 0) workers_.push_back(std::thread([this] { run(); }));
  }
  ~Autograd() {
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

static thread_local int hookStack = 0;
static thread_local bool hooksEnabled = true;

struct State {
  int stack = 0;
  bool enabled = true;
};

class StateGuard {
public:
  explicit StateGuard(const State &state) : before_{hookStack, hooksEnabled} {
    hookStack = state.stack;
    hooksEnabled = state.enabled; // KNOWN-FN: tidepool-missing-remove
  }
  ~StateGuard() {
    hookStack = before_.stack;
  }
  StateGuard(const StateGuard &) = delete;
  StateGuard &operator=(const StateGuard &) = delete;

private:
  State before_;
};

static void save(const std::string &tensor) {
  if (hooksEnabled) std::printf("packed with %d: ", hookStack); // KNOWN-FN: tidepool-stale-read
  std::printf("%s\n", tensor.c_str());
}

static void run(const State &state, const std::string &tensor) {
  save("input of " + tensor);
  StateGuard guard(state);
  save(tensor);
}

int main() {
  Autograd autograd(2);
  for (int i = 0; i < 6; ++i) {
    State state{i, i % 2 == 0};
    autograd.queue([state, i] { run(state, "t" + std::to_string(i)); });
  }
}
