// RUN: %expect %s
// Another variable of the same name, in another namespace, is cleared.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Desk {
public:
  explicit Desk(unsigned workers) {
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
  ~Desk() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void take(std::function<void()> job) {
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

struct Call {
  int line;
};

namespace phone {
static thread_local const Call *current = nullptr;
}
namespace mail {
static thread_local const Call *current = nullptr;
static void reset() { phone::current = current = nullptr; }
} // namespace mail

static void answer(const Call &call) {
  phone::current = &call;
  std::printf("%d\n", phone::current->line);
  mail::reset();
}

int main() {
  Desk desk(2);
  for (int i = 0; i < 6; ++i) desk.take([call = Call{i}] { answer(call); });
}
