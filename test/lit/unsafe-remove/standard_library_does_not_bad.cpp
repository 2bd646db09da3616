// RUN: %expect %s
// Decision 12: the standard library is taken to throw nothing, at() and stoi() included.

#include <condition_variable>
#include <cstdio>
#include <functional>
#include <memory>
#include <mutex>
#include <queue>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

// Workers survive a job that throws: the failure is logged, the next job runs.
class Ledgers {
public:
  explicit Ledgers(unsigned workers) {
    for (unsigned i = 0; i < workers; ++i)
      workers_.push_back(std::make_unique<std::thread>(&Ledgers::workerMain, this));
  }
  ~Ledgers() {
    {
      std::lock_guard lock(mutex_);
      closed_ = true;
    }
    wake_.notify_all();
    for (auto &worker : workers_) worker->join();
  }
  void post(std::function<void()> work) {
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

struct Posting {
  std::vector<std::string> columns;
};

static thread_local const Posting *posting_ = nullptr;

static int column(std::size_t i) {
  if (i >= posting_->columns.size()) throw std::out_of_range("column");
  return std::stoi(posting_->columns[i]);
}

static void post(const Posting &posting) {
  posting_ = &posting; // EXPECT: tidepool-unsafe-remove
  std::printf("%d\n", column(0) + column(1));
  posting_ = nullptr;
}

int main() {
  Ledgers ledgers(2);
  for (int i = 0; i < 6; ++i) ledgers.post([posting = Posting{{"1", std::to_string(i)}}] { post(posting); });
}
