// RUN: %expect %s
// A function-try-block that catches everything, or only std::exception.

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
class Kiosks {
public:
  explicit Kiosks(unsigned workers) {
    for (unsigned i = 0; i < workers; ++i)
      workers_.push_back(std::make_unique<std::thread>(&Kiosks::workerMain, this));
  }
  ~Kiosks() {
    {
      std::lock_guard lock(mutex_);
      closed_ = true;
    }
    wake_.notify_all();
    for (auto &worker : workers_) worker->join();
  }
  void print(std::function<void()> work) {
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

struct Photo {
  int pixels;
};

static thread_local const Photo *photo_ = nullptr;

static void ink() {
  if (photo_->pixels > 3) throw "out of ink";
}

static void print(const Photo &photo) try {
  photo_ = &photo;
  ink();
  std::printf("%d\n", photo_->pixels);
  photo_ = nullptr;
} catch (...) {
  photo_ = nullptr;
  throw;
}

int main() {
  Kiosks kiosks(2);
  for (int i = 0; i < 6; ++i) kiosks.print([photo = Photo{i}] { print(photo); });
}
