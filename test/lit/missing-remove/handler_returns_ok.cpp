// RUN: %expect %s
// The exception is caught inside the task: a normal end, and it misses the reset.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Forms {
public:
  explicit Forms(unsigned workers) {
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
  ~Forms() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void submit(std::function<void()> job) {
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

struct Form {
  std::string field;
};

static thread_local const Form *form_ = nullptr;

static int number() {
  if (form_->field.empty()) throw std::invalid_argument("empty");
  return static_cast<int>(form_->field.size());
}

static void process(const Form &form) {
  form_ = &form;
  try {
    std::printf("%d\n", number());
  } catch (const std::invalid_argument &e) {
    std::printf("rejected: %s\n", e.what());
  }
  form_ = nullptr;
}

int main() {
  Forms forms(2);
  for (int i = 0; i < 6; ++i) forms.submit([form = Form{i % 2 ? "x" : ""}] { process(form); });
}
