// RUN: %expect %s
// Only main calls it, before the pool is of any use; or a task does.

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
class Net {
public:
  explicit Net(unsigned workers) {
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
  ~Net() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void schedule(std::function<void()> job) {
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

struct Config {
  std::string file;
};

static thread_local const Config *loading = nullptr;

static void warn(const char *what) { std::fprintf(stderr, "%s: %s\n", loading->file.c_str(), what); }

static int load(const Config &config) {
  loading = &config;
  if (config.file.empty()) {
    warn("no file");
    return -1;
  }
  return static_cast<int>(config.file.size());
}

int main() {
  Net net(2);
  for (int i = 0; i < 4; ++i) {
    Config config{"net" + std::to_string(i)};
    int size = load(config);
    net.schedule([size] { std::printf("%d\n", size); });
  }
}
