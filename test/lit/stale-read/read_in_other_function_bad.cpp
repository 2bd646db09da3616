// RUN: %expect %s
// The read is deep in a formatter that every task reaches, the write in one branch of one of them.

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
class Apis {
public:
  explicit Apis(unsigned workers) {
    for (unsigned i = 0; i < workers; ++i)
      workers_.push_back(std::make_unique<std::thread>(&Apis::workerMain, this));
  }
  ~Apis() {
    {
      std::lock_guard lock(mutex_);
      closed_ = true;
    }
    wake_.notify_all();
    for (auto &worker : workers_) worker->join();
  }
  void call(std::function<void()> work) {
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

struct Call {
  std::string locale;
  double amount;
};

namespace i18n {
static thread_local std::string locale_;
static char decimalPoint() { return locale_ == "de" ? ',' : '.'; } // EXPECT: tidepool-stale-read
static std::string format(double value) {
  int whole = static_cast<int>(value);
  return std::to_string(whole) + decimalPoint() + std::to_string(static_cast<int>((value - whole) * 100));
}
} // namespace i18n

static void respond(const Call &call) { std::puts(i18n::format(call.amount).c_str()); }

static void call(const Call &call) {
  if (call.locale != "") i18n::locale_ = call.locale; // EXPECT: tidepool-missing-remove
  respond(call);
}

int main() {
  Apis apis(2);
  for (int i = 0; i < 6; ++i) apis.call([c = Call{i % 2 ? "de" : "", i * 1.5}] { call(c); });
}
