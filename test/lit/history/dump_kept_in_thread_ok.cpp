// RUN: %expect %s
// The store is cleared when a dump begins; what stays in it is memory only. Seen in dmlc/xgboost#2109.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <utility>
#include <vector>

class Service {
public:
  explicit Service(int count) {
    while (count-- > 0) workers_.push_back(std::thread([this] { run(); }));
  }
  ~Service() {
    stop();
    for (std::thread &worker : workers_) worker.join();
  }
  void request(std::function<void()> work) {
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

struct Model {
  std::vector<std::string> trees;
};

struct Store {
  std::vector<std::string> texts;
  std::vector<const char *> pointers;
};

static thread_local Store store;

static size_t dumpModel(const Model &model, const char *const **out) {
  store.texts.clear();
  for (const std::string &tree : model.trees) store.texts.push_back("booster:" + tree);
  store.pointers.resize(store.texts.size());
  for (size_t i = 0; i < store.texts.size(); ++i)
    store.pointers[i] = store.texts[i].c_str();
  *out = store.pointers.data();
  return store.texts.size();
}

static void print(const Model &model) {
  const char *const *lines = nullptr;
  size_t count = dumpModel(model, &lines);
  for (size_t i = 0; i < count; ++i) std::puts(lines[i]);
}

int main() {
  Service service(2);
  for (int i = 0; i < 4; ++i) service.request([model = Model{{"a" + std::to_string(i), "b"}}] { print(model); });
}
