// RUN: %expect %s
// A fixed array on the side, filled before it is used.

#include <array>
#include <condition_variable>
#include <cstddef>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Hasher {
public:
  explicit Hasher(unsigned workers) {
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
  ~Hasher() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void go(std::function<void()> job) {
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

struct Chunk {
  std::array<unsigned char, 8> bytes;
  bool last;
};

static thread_local std::array<unsigned char, 8> padded;

static void hash(const Chunk &chunk) {
  if (!chunk.last) padded = chunk.bytes; // EXPECT: tidepool-missing-remove
  unsigned sum = 0;
  for (std::size_t i = 0; i < padded.size(); ++i) sum = sum * 31 + padded[i]; // EXPECT: tidepool-stale-read
  std::printf("%u\n", sum);
}

int main() {
  Hasher hasher(2);
  for (unsigned i = 0; i < 9; ++i) {
    Chunk chunk{{}, i % 3 == 0};
    chunk.bytes.fill(static_cast<unsigned char>(i));
    hasher.go([chunk] { hash(chunk); });
  }
}
