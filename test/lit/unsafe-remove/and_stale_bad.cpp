// RUN: %expect %s
// What the exception left behind is read by tasks of another kind.

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
class Pharmacy {
public:
  explicit Pharmacy(unsigned workers) {
    for (unsigned i = 0; i < workers; ++i)
      workers_.push_back(std::make_unique<std::thread>(&Pharmacy::workerMain, this));
  }
  ~Pharmacy() {
    {
      std::lock_guard lock(mutex_);
      closed_ = true;
    }
    wake_.notify_all();
    for (auto &worker : workers_) worker->join();
  }
  void fill(std::function<void()> work) {
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

struct Recipe {
  std::string patient;
  int dose;
};

static thread_local std::string patient;

static void note(const char *what) {
  std::printf("[%s] %s\n", patient.c_str(), what); // EXPECT: tidepool-stale-read
}

static void dispense(int dose) {
  if (dose > 3) throw std::range_error("dose");
  note("dispensed");
}

static void fill(const Recipe &recipe) {
  patient = recipe.patient; // EXPECT: tidepool-unsafe-remove
  dispense(recipe.dose);
  patient.clear();
}

int main() {
  Pharmacy pharmacy(2);
  for (int i = 0; i < 6; ++i) pharmacy.fill([recipe = Recipe{"p" + std::to_string(i), i}] { fill(recipe); });
  pharmacy.fill([] { note("closing"); });
}
