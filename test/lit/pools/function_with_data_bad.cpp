// RUN: rm -rf %t && split-file %s %t
// RUN: %expect %t
// The function is fixed when the pool is made, and bound in a std::function; the queue carries data, popped into a local.

//--- thread-pool.h
#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>
template <typename T> class BlockingQueue {
public:
  bool BlockingGet(T *out) {
    std::unique_lock<std::mutex> l(lock_);
    while (list_.empty() && !shutdown_) cv_.wait(l);
    if (list_.empty()) return false;
    *out = std::move(list_.front());
    list_.pop_front();
    return true;
  }
  bool BlockingPut(T &&v) {
    std::unique_lock<std::mutex> l(lock_);
    list_.emplace_back(std::move(v));
    cv_.notify_one();
    return true;
  }
private:
  std::mutex lock_;
  std::condition_variable cv_;
  std::deque<T> list_;
  bool shutdown_ = false;
};
template <typename T> class ThreadPool {
public:
  typedef std::function<void(int tid, const T &item)> WorkFunction;
  ThreadPool(int n, const WorkFunction &f) : work_function_(f), n_(n) {}
  void Init() {
    for (int i = 0; i < n_; ++i)
      threads_.push_back(std::make_unique<std::thread>([this, i] { this->WorkerThread(i); }));
  }
  bool Offer(T work) { return queue_.BlockingPut(std::move(work)); }
private:
  void WorkerThread(int id) {
    while (!shutdown_) {
      T workitem;
      if (queue_.BlockingGet(&workitem)) work_function_(id, workitem);
    }
  }
  WorkFunction work_function_;
  BlockingQueue<T> queue_;
  std::vector<std::unique_ptr<std::thread>> threads_;
  bool shutdown_ = false;
  int n_;
};
//--- scanner.cpp
#include "thread-pool.h"
#include <memory>
#include <string>
struct Query { std::string sql, user; };
struct QueryContext {
  static void Enter(std::shared_ptr<Query> q) { tls() = std::move(q); } // EXPECT: tidepool-missing-remove
  static void Leave() { tls().reset(); }
  static const Query *Get() { return tls().get(); }
private:
  static std::shared_ptr<Query> &tls() {
    static thread_local std::shared_ptr<Query> q;
    return q;
  }
};
class Scanner {
public:
  Scanner() : pool_(4, [this](int tid, const std::shared_ptr<Query> &q) { Process(tid, q); }) { pool_.Init(); }
  void Add(std::shared_ptr<Query> q) { pool_.Offer(std::move(q)); }
private:
  void Process(int tid, const std::shared_ptr<Query> &q) {
    QueryContext::Enter(q);
    if (QueryContext::Get()->sql.empty()) {
      ++empty_;
      return;
    }
    QueryContext::Leave();
  }
  ThreadPool<std::shared_ptr<Query>> pool_;
  int empty_ = 0;
};
class Clean {
public:
  Clean() : pool_(4, std::bind(&Clean::Process, this, std::placeholders::_1, std::placeholders::_2)) { pool_.Init(); }
  void Process(int, const std::shared_ptr<Query> &q) {
    QueryContext::Enter(q);
    QueryContext::Leave();
  }
  ThreadPool<std::shared_ptr<Query>> pool_;
};
int main() {
  Scanner s;
  s.Add(std::make_shared<Query>());
  Clean c;
  c.pool_.Offer(std::make_shared<Query>());
}
