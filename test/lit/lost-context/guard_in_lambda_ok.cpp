// RUN: %expect %s
// The guard inside the task, or around the submission.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <memory>
#include <mutex>
#include <queue>
#include <string>
#include <thread>
#include <utility>
#include <vector>

// Workers survive a job that throws: the failure is logged, the next job runs.
class Fetch {
public:
  explicit Fetch(unsigned workers) {
    for (unsigned i = 0; i < workers; ++i)
      workers_.push_back(std::make_unique<std::thread>(&Fetch::workerMain, this));
  }
  ~Fetch() {
    {
      std::lock_guard lock(mutex_);
      closed_ = true;
    }
    wake_.notify_all();
    for (auto &worker : workers_) worker->join();
  }
  void fetch(std::function<void()> work) {
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

struct Deadline {
  long millis;
};

class WithDeadline {
public:
  explicit WithDeadline(const Deadline *deadline) : outer_(deadline_) { deadline_ = deadline; }
  ~WithDeadline() { deadline_ = outer_; }
  WithDeadline(const WithDeadline &) = delete;
  WithDeadline &operator=(const WithDeadline &) = delete;
  static const Deadline *current() { return deadline_; }

private:
  static thread_local const Deadline *deadline_;
  const Deadline *outer_;
};

thread_local const Deadline *WithDeadline::deadline_ = nullptr;

static void get(int url) { std::printf("%d within %ld\n", url, WithDeadline::current()->millis); }

static void crawl(Fetch &fetch, Deadline deadline) {
  for (int i = 0; i < 5; ++i) {
    fetch.fetch([i, deadline] {
      WithDeadline with(&deadline);
      get(i);
    });
  }
}

int main() {
  Fetch fetch(2);
  crawl(fetch, Deadline{250});
}
