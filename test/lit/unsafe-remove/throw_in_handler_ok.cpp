// RUN: %expect %s
// The handler translates the exception, before or after the reset.

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
class Nodes {
public:
  explicit Nodes(unsigned workers) {
    for (unsigned i = 0; i < workers; ++i)
      workers_.push_back(std::make_unique<std::thread>(&Nodes::workerMain, this));
  }
  ~Nodes() {
    {
      std::lock_guard lock(mutex_);
      closed_ = true;
    }
    wake_.notify_all();
    for (auto &worker : workers_) worker->join();
  }
  void ask(std::function<void()> work) {
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

struct Question {
  int id;
};

static thread_local const Question *question_ = nullptr;

static void lookup() {
  if (question_->id > 2) throw std::out_of_range("unknown");
}

static void ask(const Question &question) {
  question_ = &question;
  try {
    lookup();
  } catch (const std::exception &e) {
    std::string text = std::to_string(question_->id) + e.what();
    question_ = nullptr;
    throw std::runtime_error(text);
  }
  question_ = nullptr;
}

int main() {
  Nodes nodes(2);
  for (int i = 0; i < 6; ++i) nodes.ask([question = Question{i}] { ask(question); });
}
