// RUN: %expect %s
// The loop clears behind the job. Inside the try block an exception jumps over that.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

struct Batch {
  int number;
  int rows;
};

static thread_local const Batch *batch_ = nullptr;

class Loader {
public:
  Loader() {
    for (int i = 0; i < 3; ++i) threads_.emplace_back([this] { consume(); });
  }
  ~Loader() {
    {
      std::lock_guard<std::mutex> lock(m_);
      done_ = true;
    }
    cv_.notify_all();
    for (auto &t : threads_) t.join();
  }
  void load(std::function<void()> work) {
    std::lock_guard<std::mutex> lock(m_);
    work_.push_back(std::move(work));
    cv_.notify_one();
  }

private:
  void consume() {
    for (;;) {
      std::function<void()> work;
      {
        std::unique_lock<std::mutex> lock(m_);
        cv_.wait(lock, [this] { return done_ || !work_.empty(); });
        if (work_.empty()) return;
        work = std::move(work_.front());
        work_.pop_front();
      }
      try {
        work();
      } catch (const std::exception &e) {
        std::fprintf(stderr, "%s\n", e.what());
      }
      batch_ = nullptr;
    }
  }

  std::mutex m_;
  std::condition_variable cv_;
  std::deque<std::function<void()>> work_;
  std::vector<std::thread> threads_;
  bool done_ = false;
};

static void insert(int row) {
  if (row > 5) throw std::runtime_error("batch " + std::to_string(batch_->number));
}

int main() {
  Loader loader;
  for (int i = 0; i < 9; ++i) {
    loader.load([batch = Batch{i, i}] {
      batch_ = &batch;
      for (int row = 0; row < batch.rows; ++row) insert(row);
    });
  }
}
