// RUN: %expect %s
// An exception in a noexcept function ends the process: no path.

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
class Scalers {
public:
  explicit Scalers(unsigned workers) {
    for (unsigned i = 0; i < workers; ++i)
      workers_.push_back(std::make_unique<std::thread>(&Scalers::workerMain, this));
  }
  ~Scalers() {
    {
      std::lock_guard lock(mutex_);
      closed_ = true;
    }
    wake_.notify_all();
    for (auto &worker : workers_) worker->join();
  }
  void scale(std::function<void()> work) {
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

struct Image {
  int width;
};

static thread_local const Image *image_ = nullptr;

static int half() {
  if (image_->width % 2) throw std::domain_error("odd width");
  return image_->width / 2;
}
static int quarter() { return half() / 2; }

static void scale(const Image &image) {
  image_ = &image; // EXPECT: tidepool-unsafe-remove
  std::printf("%d\n", quarter());
  image_ = nullptr;
}

int main() {
  Scalers scalers(2);
  for (int i = 0; i < 6; ++i) scalers.scale([image = Image{i}] { scale(image); });
}
