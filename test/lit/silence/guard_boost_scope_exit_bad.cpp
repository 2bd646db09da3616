// RUN: %expect %s
// REQUIRES: boost
// BOOST_SCOPE_EXIT.

#include <boost/scope_exit.hpp>
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
class Feeds {
public:
  explicit Feeds(unsigned workers) {
    for (unsigned i = 0; i < workers; ++i)
      workers_.push_back(std::make_unique<std::thread>(&Feeds::workerMain, this));
  }
  ~Feeds() {
    {
      std::lock_guard lock(mutex_);
      closed_ = true;
    }
    wake_.notify_all();
    for (auto &worker : workers_) worker->join();
  }
  void poll(std::function<void()> work) {
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

struct Feed {
  int id;
  int size;
};

static thread_local const Feed *feed_ = nullptr;

static void check() {
  if (feed_->size < 0) throw std::range_error("size");
}

static void poll(const Feed &feed) {
  feed_ = &feed; // EXPECT: tidepool-unsafe-remove
  check();
  std::printf("%d\n", feed_->id);
  feed_ = nullptr;
}

int main() {
  Feeds feeds(2);
  for (int i = 0; i < 5; ++i) feeds.poll([feed = Feed{i, 2 - i}] { poll(feed); });
}
