// RUN: %expect %s
// Thrown by the task itself, after or before the write.

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
class Doors {
public:
  explicit Doors(unsigned workers) {
    for (unsigned i = 0; i < workers; ++i)
      workers_.push_back(std::make_unique<std::thread>(&Doors::workerMain, this));
  }
  ~Doors() {
    {
      std::lock_guard lock(mutex_);
      closed_ = true;
    }
    wake_.notify_all();
    for (auto &worker : workers_) worker->join();
  }
  void open(std::function<void()> work) {
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

struct Visitor {
  int age;
};

static thread_local const Visitor *visitor_ = nullptr;

static void open(const Visitor &visitor) {
  visitor_ = &visitor; // EXPECT: tidepool-unsafe-remove
  if (visitor.age < 18) throw std::invalid_argument("too young");
  std::printf("%d\n", visitor_->age);
  visitor_ = nullptr;
}

int main() {
  Doors doors(2);
  for (int i = 0; i < 6; ++i) doors.open([visitor = Visitor{i * 9}] { open(visitor); });
}
