// RUN: %expect %s
// Filled when a flag beside it says so: the flag and the value are left together.

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
class Fonts {
public:
  explicit Fonts(unsigned workers) {
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
  ~Fonts() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void layout(std::function<void()> job) {
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

struct Page {
  std::string font;
  std::string text;
};

struct Cache {
  bool loaded = false;
  std::string font;
};

static thread_local Cache cache;

static void layout(const Page &page) {
  if (!cache.loaded) {
    cache.font = "serif";
    cache.loaded = true;
  }
  std::printf("%s in %s\n", page.text.c_str(), cache.font.c_str());
}

int main() {
  Fonts fonts(2);
  for (int i = 0; i < 6; ++i) fonts.layout([page = Page{"font" + std::to_string(i), "text"}] { layout(page); });
}
