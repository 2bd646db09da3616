// RUN: %expect %s
// A free list per thread (decision 13): blocks of one task serve the next.

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
class Renderer {
public:
  explicit Renderer(unsigned workers) {
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
  ~Renderer() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void draw(std::function<void()> job) {
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

struct Block {
  int pixels[64];
};

static thread_local std::vector<std::unique_ptr<Block>> freeBlocks;

static std::unique_ptr<Block> acquire() {
  if (freeBlocks.empty()) return std::make_unique<Block>();
  std::unique_ptr<Block> block = std::move(freeBlocks.back());
  freeBlocks.pop_back();
  return block;
}

static void release(std::unique_ptr<Block> block) { freeBlocks.push_back(std::move(block)); }

static void render(int colour) {
  std::unique_ptr<Block> block = acquire();
  for (int &pixel : block->pixels) pixel = colour;
  std::printf("%d\n", block->pixels[63]);
  release(std::move(block));
}

int main() {
  Renderer renderer(2);
  for (int i = 0; i < 40; ++i) renderer.draw([i] { render(i); });
}
