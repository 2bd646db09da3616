// RUN: %expect %s
// Decision 7: a number that each job sets anew before it reads it is the job's own, although the loop that makes the
// jobs could have no round. Here nobody sets it anew before it is read.

#include <cstdio>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

class Workers {
public:
  explicit Workers(unsigned n) {
    for (unsigned i = 0; i < n; ++i) threads_.emplace_back([this] { serve(); });
  }
  ~Workers() {
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
  void serve() {
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
  }

  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::function<void()>> jobs_;
  std::vector<std::thread> threads_;
  bool stopping_ = false;
};

static thread_local unsigned long written = 0;

class Flush {
public:
  explicit Flush(int table) : table_(table) {}
  bool run(const std::vector<unsigned> &blocks) {
    for (unsigned block : blocks) {
      written += block;
      if (written >= 4096) { // EXPECT: tidepool-stale-read
        std::printf("table %d: much\n", table_);
        return false;
      }
    }
    return true;
  }

private:
  int table_;
};

static void flush(const std::vector<int> &tables, const std::vector<unsigned> &blocks) {
  std::vector<std::unique_ptr<Flush>> jobs;
  for (int table : tables) jobs.push_back(std::make_unique<Flush>(table));
  for (auto &job : jobs)
    if (!job->run(blocks)) break;
}

int main() {
  Workers workers(2);
  std::vector<int> tables{1, 2};
  std::vector<unsigned> blocks{512, 1024};
  for (int i = 0; i < 8; ++i) workers.submit([=] { flush(tables, blocks); });
}
