// RUN: %expect %s
// A struct with a buffer that is reset by its own method before each use, or by nobody on one path.

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
class Encoder {
public:
  explicit Encoder(unsigned workers) {
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
  ~Encoder() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void encode(std::function<void()> job) {
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

class Writer {
public:
  void restart() {
    text_.clear();
    depth_ = 0;
  }
  void open(const std::string &tag) {
    text_ += "<" + tag + ">";
    ++depth_;
  }
  const std::string &text() const { return text_; }

private:
  std::string text_;
  int depth_ = 0;
};

static thread_local Writer writer;

static void encode(const std::string &tag, bool fragment) {
  if (!fragment) writer.restart();
  writer.open(tag); // KNOWN-FN: tidepool-missing-remove
  std::puts(writer.text().c_str()); // KNOWN-FN: tidepool-stale-read
}

int main() {
  Encoder encoder(2);
  for (int i = 0; i < 7; ++i) {
    std::string tag = "t" + std::to_string(i);
    encoder.encode([tag, i] { encode(tag, i % 2 == 0); });
  }
}
