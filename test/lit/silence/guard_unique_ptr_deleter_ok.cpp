// RUN: %expect %s
// MODELS: std::unique_ptr
// A unique_ptr whose deleter clears the slot. Around a null pointer no deleter runs.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Grid {
public:
  explicit Grid(unsigned workers) {
    for (unsigned i = 0; i < workers; ++i) {
      threads_.emplace_back([this] {
        for (;;) {
          std::function<void()> job;
          {
            std::unique_lock<std::mutex> lock(mutex_);
            ready_.wait(lock, [this] { return stopping_ || !jobs_.empty(); });
            if (jobs_.empty()) return;
            job = std::move(jobs_.front());
            jobs_.pop_front();
          }
          job();
        }
      });
    }
  }
  ~Grid() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void compute(std::function<void()> job) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      jobs_.push_back(std::move(job));
    }
    ready_.notify_one();
  }

private:
  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::function<void()>> jobs_;
  std::vector<std::thread> threads_;
  bool stopping_ = false;
};

struct Cell {
  int x, y;
};

static thread_local const Cell *cell_ = nullptr;

struct Clear {
  void operator()(const void *) const { cell_ = nullptr; }
};

static int weight() { return cell_->x * 31 + cell_->y; }

int main() {
  Grid grid(2);
  for (int i = 0; i < 9; ++i) {
    grid.compute([cell = Cell{i, -i}] {
      cell_ = &cell;
      std::unique_ptr<const void, Clear> cleanup(&cell);
      std::printf("%d\n", weight());
    });
  }
}
