// RUN: %expect %s
// gsl::finally, reduced to what is used here. A guard of another holder is no guard of this one.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Boards {
public:
  explicit Boards(unsigned workers) {
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
  ~Boards() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void place(std::function<void()> job) {
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

namespace gsl {
template <class F> class final_action {
public:
  explicit final_action(F f) noexcept : f_(std::move(f)) {}
  ~final_action() noexcept {
    if (invoke_) f_();
  }
  final_action(final_action &&other) noexcept : f_(std::move(other.f_)), invoke_(std::exchange(other.invoke_, false)) {}

private:
  F f_;
  bool invoke_ = true;
};
template <class F> final_action<F> finally(F f) noexcept { return final_action<F>(std::move(f)); }
} // namespace gsl

struct Move {
  int from, to;
};

static thread_local const Move *undo = nullptr;
static thread_local const Move *redo = nullptr;

static int distance() { return undo->to - undo->from; }

static void play(const Move &move) {
  undo = &move; // EXPECT: tidepool-missing-remove
  auto reset = gsl::finally([] { redo = nullptr; });
  std::printf("%d\n", distance());
}

int main() {
  Boards boards(2);
  for (int i = 0; i < 5; ++i) boards.place([move = Move{i, i * i}] { play(move); });
}
