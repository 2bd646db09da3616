// RUN: %expect %s
// The throwing call is an overloaded operator.

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
class Maps {
public:
  explicit Maps(unsigned workers) {
    for (unsigned i = 0; i < workers; ++i)
      workers_.push_back(std::make_unique<std::thread>(&Maps::workerMain, this));
  }
  ~Maps() {
    {
      std::lock_guard lock(mutex_);
      closed_ = true;
    }
    wake_.notify_all();
    for (auto &worker : workers_) worker->join();
  }
  void plot(std::function<void()> work) {
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

class Heights {
public:
  explicit Heights(std::vector<int> values) : values_(std::move(values)) {}
  int operator[](std::size_t i) const {
    if (i >= values_.size()) throw std::out_of_range("height");
    return values_[i];
  }

private:
  std::vector<int> values_;
};

static thread_local const Heights *heights_ = nullptr;

static int difference(std::size_t a, std::size_t b) { return (*heights_)[a] - (*heights_)[b]; }

static void plot(const Heights &heights) {
  heights_ = &heights; // EXPECT: tidepool-unsafe-remove
  std::printf("%d\n", difference(0, 3));
  heights_ = nullptr;
}

int main() {
  Maps maps(2);
  for (int i = 0; i < 6; ++i) maps.plot([heights = Heights(std::vector<int>(static_cast<std::size_t>(i), 7))] { plot(heights); });
}
