// RUN: %expect %s
// A function-local thread_local is initialised by the first call on each thread: a lazy initialisation like any other.

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
class ParserPool {
public:
  explicit ParserPool(unsigned workers) {
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
  ~ParserPool() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void run(std::function<void()> job) {
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

class Grammar {
public:
  explicit Grammar(const std::string &dialect) : dialect_(dialect) {}
  int parse(const std::string &text) const {
    std::printf("%s: %s\n", dialect_.c_str(), text.c_str());
    return static_cast<int>(text.size());
  }

private:
  std::string dialect_;
};

struct Script {
  std::string dialect;
  std::string text;
};

static const Grammar &grammar(const std::string &dialect) {
  static thread_local Grammar instance("ansi");
  (void)dialect;
  return instance;
}

int main() {
  ParserPool pool(4);
  for (int i = 0; i < 10; ++i) {
    Script script{i % 2 ? "ansi" : "oracle", "select " + std::to_string(i)};
    pool.run([script] {
      int tokens = grammar(script.dialect).parse(script.text);
      std::printf("%d\n", tokens);
    });
  }
}
