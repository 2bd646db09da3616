// RUN: %expect %s
// The exception comes from a callback that the task hands to a helper.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <memory>
#include <mutex>
#include <queue>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

// Workers survive a job that throws: the failure is logged, the next job runs.
class Forests {
public:
  explicit Forests(unsigned workers) {
    for (unsigned i = 0; i < workers; ++i)
      workers_.push_back(std::make_unique<std::thread>(&Forests::workerMain, this));
  }
  ~Forests() {
    {
      std::lock_guard lock(mutex_);
      closed_ = true;
    }
    wake_.notify_all();
    for (auto &worker : workers_) worker->join();
  }
  void walk(std::function<void()> work) {
    std::lock_guard lock(mutex_);
    backlog_.push(std::move(work));
    wake_.notify_one();
  }

private:
  void workerMain() {
    std::unique_lock lock(mutex_);
    while (true) {
      wake_.wait(lock, [this] { return closed_ || !backlog_.empty(); });
      if (backlog_.empty()) return;
      std::function<void()> work = std::move(backlog_.front());
      backlog_.pop();
      lock.unlock();
      try {
        work();
      } catch (...) {
        std::fputs("job failed\n", stderr);
      }
      lock.lock();
    }
  }

  std::mutex mutex_;
  std::condition_variable wake_;
  std::queue<std::function<void()>> backlog_;
  std::vector<std::unique_ptr<std::thread>> workers_;
  bool closed_ = false;
};

struct Tree {
  std::vector<int> leaves;
};

static thread_local const Tree *tree_ = nullptr;

static void each(const std::function<void(int)> &visit) {
  for (int leaf : tree_->leaves) visit(leaf);
}

static void walk(const Tree &tree) {
  tree_ = &tree;
  int sum = 0;
  each([&sum](int leaf) {
    if (leaf < 0) return;
    sum += leaf;
  });
  std::printf("%d\n", sum);
  tree_ = nullptr;
}

int main() {
  Forests forests(2);
  for (int i = 0; i < 6; ++i) forests.walk([tree = Tree{{i, i - 3}}] { walk(tree); });
}
