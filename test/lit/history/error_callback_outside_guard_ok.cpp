// RUN: %expect %s
// The guard stands around the whole try block. Seen in pytorch/pytorch#63115.

#include <condition_variable>
#include <cstdio>
#include <exception>
#include <functional>
#include <mutex>
#include <queue>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Devices {
public:
  explicit Devices(int count) {
    while (count-- > 0) workers_.push_back(std::thread([this] { run(); }));
  }
  ~Devices() {
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

struct State {
  std::string graph;
  bool grad = true;
};

static thread_local const State *state = nullptr;

class StateGuard {
public:
  explicit StateGuard(const State *next) : last_(state) { state = next; }
  ~StateGuard() { state = last_; }
  StateGuard(const StateGuard &) = delete;
  StateGuard &operator=(const StateGuard &) = delete;

private:
  const State *last_;
};

static void evaluate(int node) {
  if (node % 2) throw std::domain_error("node " + std::to_string(node));
}

static void callback(const char *how) {
  std::printf("%s: %s\n", state ? state->graph.c_str() : "?", how);
}

static void work(const State *given, int node) {
  StateGuard guard(given);
  try {
    evaluate(node);
    callback("done");
  } catch (const std::exception &error) {
    callback(error.what());
  }
}

int main(int argc, char **argv) {
  Devices devices(2);
  State mine{argc > 1 ? argv[1] : "graph"};
  StateGuard guard(&mine);
  for (int node = 0; node < 4; ++node) devices.queue([given = state, node] { work(given, node); });
}
