// RUN: %expect %s
// REQUIRES: boost
// Where the empty value is the only remove there is, it is the remove.

#include <boost/thread/tss.hpp>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <pthread.h>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Pool {
public:
  explicit Pool(unsigned workers) {
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
  ~Pool() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void post(std::function<void()> job) {
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

struct Piece {
  int number;
};

static boost::thread_specific_ptr<Piece> piece_;
static pthread_key_t lastKey;
static thread_local const Piece *shown = nullptr;

static void show(Piece piece) {
  piece_.reset(new Piece(piece));       // EXPECT: tidepool-missing-remove
  pthread_setspecific(lastKey, &piece); // EXPECT: tidepool-missing-remove
  shown = &piece;
  std::printf("%d %d\n", shown->number, piece_->number);
  shown = nullptr;
}

int main() {
  pthread_key_create(&lastKey, nullptr);
  Pool pool(2);
  for (int i = 0; i < 6; ++i) pool.post([piece = Piece{i}] { show(piece); });
}
