// RUN: %expect %s
// Attaching stores the group first and then does what can fail. The pool logs the exception; the thread stays attached
// to a group that is gone, and refuses the next one. Seen in ClickHouse/ClickHouse#106462.

#include <condition_variable>
#include <cstdio>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

// What a job throws is logged, and its thread takes the next one.
class Background {
public:
  explicit Background(unsigned count) {
    for (unsigned i = 0; i < count; ++i) threads_.emplace_back(&Background::loop, this);
  }
  ~Background() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      closing_ = true;
    }
    wake_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void run(std::function<void()> job) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      waiting_.push_back(std::move(job));
    }
    wake_.notify_one();
  }

private:
  void loop() {
    for (;;) {
      std::function<void()> job;
      {
        std::unique_lock<std::mutex> lock(mutex_);
        wake_.wait(lock, [this] { return closing_ || !waiting_.empty(); });
        if (waiting_.empty()) return;
        job = std::move(waiting_.front());
        waiting_.pop_front();
      }
      try {
        job();
      } catch (const std::exception &error) {
        std::fprintf(stderr, "job: %s\n", error.what());
      }
    }
  }
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> waiting_;
  std::vector<std::thread> threads_;
  bool closing_ = false;
};

struct Group {
  std::string name;
  int limit = 0;
};

class Attachment {
public:
  void attach(const Group *group) {
    if (group_) throw std::logic_error("already attached");
    group_ = group;
    openCounters();
  }
  void detach() { group_ = nullptr; }
  const char *name() const { return group_ ? group_->name.c_str() : "none"; }

private:
  void openCounters() {
    if (group_->limit <= 0) throw std::runtime_error("no counters for " + group_->name);
  }
  const Group *group_ = nullptr;
};

static thread_local Attachment attachment;

static void merge(const Group &group) {
  attachment.attach(&group); // EXPECT: tidepool-unsafe-remove
  std::printf("merging for %s\n", attachment.name());
  attachment.detach();
}

int main() {
  Background background(2);
  for (int i = 0; i < 6; ++i) background.run([group = Group{"g" + std::to_string(i), i % 3}] { merge(group); });
}
