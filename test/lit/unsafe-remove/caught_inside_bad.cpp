// RUN: %expect %s
// Caught inside the task before the reset; the twin's handler is for another type.

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
class Parsers {
public:
  explicit Parsers(unsigned workers) {
    for (unsigned i = 0; i < workers; ++i)
      workers_.push_back(std::make_unique<std::thread>(&Parsers::workerMain, this));
  }
  ~Parsers() {
    {
      std::lock_guard lock(mutex_);
      closed_ = true;
    }
    wake_.notify_all();
    for (auto &worker : workers_) worker->join();
  }
  void parse(std::function<void()> work) {
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

struct Text {
  std::string value;
};

class SyntaxError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};
class TypeError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

static thread_local const Text *text_ = nullptr;

static int parse() {
  if (text_->value.empty()) throw SyntaxError("empty");
  return static_cast<int>(text_->value.size());
}

static void run(const Text &text) {
  text_ = &text; // EXPECT: tidepool-unsafe-remove
  try {
    std::printf("%d\n", parse());
  } catch (const TypeError &e) {
    std::fprintf(stderr, "%s\n", e.what());
  }
  text_ = nullptr;
}

int main() {
  Parsers parsers(2);
  for (int i = 0; i < 6; ++i) parsers.parse([text = Text{i % 2 ? "x" : ""}] { run(text); });
}
