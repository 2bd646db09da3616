#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

// A fixed number of workers over one queue. A job that throws is logged; its worker goes on.
class WorkerPool {
public:
  explicit WorkerPool(unsigned workers);
  ~WorkerPool(); // waits for the jobs that are queued

  void post(std::function<void()> job);

private:
  void work();

  std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<std::function<void()>> jobs_;
  std::vector<std::thread> threads_;
  bool stopping_ = false;
};
