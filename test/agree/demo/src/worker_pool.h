#pragma once

#include "tidepool/thread_pool.h"

#include <cstddef>
#include <deque>
#include <functional>
#include <utility>

// The demo's pool, on the runtime's. Five jobs in a row go to the same worker, the next five to the next one, so that
// every run leaves the same.
class WorkerPool {
public:
  explicit WorkerPool(unsigned workers) {
    for (unsigned i = 0; i < workers; ++i) workers_.emplace_back(1);
  }

  void post(std::function<void()> job) { workers_[posted_++ / 5 % workers_.size()].submit(std::move(job)); }

private:
  std::deque<tidepool::ThreadPool> workers_;
  std::size_t posted_ = 0;
};
