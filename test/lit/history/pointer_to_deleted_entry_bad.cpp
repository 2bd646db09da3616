// RUN: %expect %s
// The thread keeps a pointer to the entry of the work queue that it works on, for logging. The entry is deleted in the
// end, the pointer stays. Seen in IBM/CAST#746.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Movers {
public:
  explicit Movers(int count) {
    while (count-- > 0) workers_.push_back(std::thread([this] { run(); }));
  }
  ~Movers() {
    stop();
    for (std::thread &worker : workers_) worker.join();
  }
  void add(std::function<void()> work) {
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

struct Entry {
  unsigned tag;
  std::string file;
};

static thread_local Entry *currentEntry = nullptr;

static void trace(const char *what) {
  if (currentEntry)
    std::printf("[%u] %s\n", currentEntry->tag, what); // EXPECT: tidepool-stale-read
  else
    std::printf("[-] %s\n", what);
}

static void finish(Entry *entry) {
  trace("done");
  delete entry;
}

static void transfer(Entry *entry) {
  trace("next");
  currentEntry = entry; // EXPECT: tidepool-missing-remove
  trace(entry->file.c_str());
  finish(entry);
}

int main() {
  Movers movers(2);
  for (unsigned i = 0; i < 8; ++i) {
    auto *entry = new Entry{i, "extent " + std::to_string(i)};
    movers.add([entry] { transfer(entry); });
  }
}
