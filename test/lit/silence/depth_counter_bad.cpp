// RUN: %expect %s
// ++ and a later -- are a write and its restore.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <queue>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

class Walkers {
public:
  explicit Walkers(unsigned count) {
    for (unsigned i = 0; i < count; ++i) threads_.emplace_back([this] { loop(); });
  }
  ~Walkers() {
    {
      std::unique_lock<std::mutex> lock(mutex_);
      done_ = true;
    }
    cv_.notify_all();
    for (std::thread &t : threads_) t.join();
  }

  template <class F> std::future<std::invoke_result_t<F>> walk(F f) {
    using Result = std::invoke_result_t<F>;
    auto task = std::make_shared<std::packaged_task<Result()>>(std::move(f));
    std::future<Result> result = task->get_future();
    {
      std::unique_lock<std::mutex> lock(mutex_);
      tasks_.emplace([task] { (*task)(); });
    }
    cv_.notify_one();
    return result;
  }

private:
  void loop() {
    while (true) {
      std::function<void()> next;
      {
        std::unique_lock<std::mutex> lock(mutex_);
        cv_.wait(lock, [this] { return done_ || !tasks_.empty(); });
        if (done_ && tasks_.empty()) return;
        next = std::move(tasks_.front());
        tasks_.pop();
      }
      next();
    }
  }

  std::mutex mutex_;
  std::condition_variable cv_;
  std::queue<std::function<void()>> tasks_;
  std::vector<std::thread> threads_;
  bool done_ = false;
};

struct Node {
  int value;
  std::unique_ptr<Node> left, right;
};

static thread_local int depth = 0;

static int visit(const Node *node) {
  if (node == nullptr) return 0;
  ++depth; // MAY: tidepool-missing-remove
  if (depth > 100) return 0; // EXPECT: tidepool-stale-read
  int sum = node->value + visit(node->left.get()) + visit(node->right.get());
  --depth;
  return sum;
}

int main() {
  Node root{1, std::make_unique<Node>(), nullptr};
  Walkers walkers(2);
  std::vector<std::future<int>> sums;
  for (int i = 0; i < 4; ++i) sums.push_back(walkers.walk([&root] { return visit(&root); }));
  for (auto &sum : sums) std::printf("%d\n", sum.get());
}
