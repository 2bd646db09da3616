// RUN: %expect %s
// Taking one element away empties nothing (decision 5).

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Undo {
public:
  explicit Undo(unsigned workers) {
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
  ~Undo() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void perform(std::function<void()> job) {
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

static thread_local std::vector<std::string> history;

static void perform(const std::vector<std::string> &edits) {
  history.clear();
  for (const std::string &edit : edits) history.push_back(edit);
  if (!history.empty()) history.pop_back();
  for (const std::string &edit : history) std::puts(edit.c_str());
}

int main() {
  Undo undo(2);
  for (int i = 0; i < 6; ++i) undo.perform([edits = std::vector<std::string>(2, std::to_string(i))] { perform(edits); });
}
