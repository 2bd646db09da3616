// RUN: %expect %s
// std::async starts a fresh thread on this target; a packaged_task queue reuses its threads.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

class Renders {
public:
  explicit Renders(unsigned count) {
    for (unsigned i = 0; i < count; ++i) threads_.emplace_back([this] { loop(); });
  }
  ~Renders() {
    {
      std::unique_lock<std::mutex> lock(mutex_);
      done_ = true;
    }
    cv_.notify_all();
    for (std::thread &t : threads_) t.join();
  }

  template <class F> std::future<std::invoke_result_t<F>> async(F f) {
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

struct Tile {
  int x, y;
};

static thread_local Tile *tile_ = nullptr;

static int shade() { return tile_->x ^ tile_->y; }

static int render(Tile tile) {
  tile_ = &tile; // EXPECT: tidepool-missing-remove
  return shade();
}

int main() {
  Renders renders(2);
  std::vector<std::future<int>> tiles;
  for (int i = 0; i < 8; ++i) {
    tiles.push_back(renders.async([i] { return render(Tile{i, -i}); }));
  }
  int sum = 0;
  for (auto &tile : tiles) sum += tile.get();
  std::printf("%d\n", sum);
}
