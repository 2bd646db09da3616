// RUN: %expect %s
// The end of a program takes its entry out. Seen in tenstorrent/tt-metal#13588.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <mutex>
#include <queue>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

class Queue {
public:
  explicit Queue(int count) {
    while (count-- > 0) workers_.push_back(std::thread([this] { run(); }));
  }
  ~Queue() {
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

struct Sequence {
  std::vector<unsigned> words;
};

struct Program {
  unsigned long id;
  unsigned size;
};

static thread_local std::unordered_map<unsigned long, Sequence> cachedSequences;

static const Sequence &sequenceOf(const Program &program) {
  auto found = cachedSequences.find(program.id);
  if (found == cachedSequences.end()) {
    Sequence made{std::vector<unsigned>(program.size, 7u)};
    found = cachedSequences.emplace(program.id, std::move(made)).first;
  }
  return found->second;
}

static void release(const Program &program) { cachedSequences.erase(program.id); }

static void enqueue(const Program &program) {
  std::printf("%zu words\n", sequenceOf(program).words.size());
  release(program);
}

int main() {
  Queue queue(2);
  Program last{0, 0};
  for (unsigned long id = 1; id < 8; ++id) {
    last = {id, 16};
    queue.submit([last] { enqueue(last); });
  }
}
