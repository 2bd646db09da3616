// RUN: %expect %s
// The first step of a query makes the thread's map of distances, the last one deletes it. A query that fails between
// leaves it to the next one, which takes it for its own. Seen in askdba/myvector#3.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <mutex>
#include <queue>
#include <thread>
#include <unordered_map>
#include <utility>
#include <vector>

class Connections {
public:
  explicit Connections(int count) {
    while (count-- > 0) workers_.push_back(std::thread([this] { run(); }));
  }
  ~Connections() {
    stop();
    for (std::thread &worker : workers_) worker.join();
  }
  void execute(std::function<void()> work) {
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

using Distances = std::unordered_map<long, double>;

static thread_local Distances *distances = nullptr;

static void initSearch() {
  if (!distances) distances = new Distances();
}
static void endSearch() {
  delete distances;
  distances = nullptr;
}

static double distanceOf(long row) {
  auto found = distances->find(row); // EXPECT: tidepool-stale-read
  return found == distances->end() ? -1 : found->second; // EXPECT: tidepool-stale-read
}

struct Query {
  std::vector<long> rows;
  double scale;
};

static bool search(const Query &query) {
  initSearch();
  for (long row : query.rows) {
    if (row < 0) return false;
    distances->insert({row, query.scale * static_cast<double>(row)}); // EXPECT: tidepool-missing-remove
  }
  std::printf("%f\n", distanceOf(7));
  endSearch();
  return true;
}

int main() {
  Connections connections(2);
  for (long i = 0; i < 8; ++i) connections.execute([query = Query{{i, i % 3 - 1, 7}, 0.5}] { search(query); });
}
