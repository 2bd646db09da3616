// RUN: rm -rf %t && split-file %s %t
// RUN: %expect %t
// The worker's body is bound into a thread class of the program's own, which keeps it until it is started.

//--- thread.h
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <pthread.h>
class Thread {
public:
  using ThreadFunc = std::function<void()>;
  Thread(ThreadFunc func, std::string name);
  void start();
  int join();
private:
  pthread_t id_{};
  ThreadFunc func_;
  std::string name_;
};
//--- thread.cpp
#include "thread.h"
struct ThreadData {
  Thread::ThreadFunc func_;
  std::string name_;
  ThreadData(Thread::ThreadFunc f, std::string n) : func_(std::move(f)), name_(std::move(n)) {}
  void runInThread() { func_(); }
};
static void *startThread(void *obj) {
  ThreadData *data = static_cast<ThreadData *>(obj);
  data->runInThread();
  delete data;
  return nullptr;
}
Thread::Thread(ThreadFunc func, std::string name) : func_(std::move(func)), name_(std::move(name)) {}
void Thread::start() {
  ThreadData *data = new ThreadData(func_, name_);
  if (pthread_create(&id_, nullptr, &startThread, data)) delete data;
}
int Thread::join() { return pthread_join(id_, nullptr); }
//--- threadpool.h
#pragma once
#include "thread.h"
#include <condition_variable>
#include <deque>
#include <mutex>
#include <vector>
class ThreadPool {
public:
  using Task = std::function<void()>;
  void start(int n);
  void run(Task f);
private:
  void runInThread();
  Task take();
  std::mutex mutex_;
  std::condition_variable notEmpty_;
  std::vector<std::unique_ptr<Thread>> threads_;
  std::deque<Task> queue_;
  bool running_ = false;
};
//--- threadpool.cpp
#include "threadpool.h"
void ThreadPool::start(int n) {
  running_ = true;
  for (int i = 0; i < n; ++i) {
    threads_.emplace_back(new Thread(std::bind(&ThreadPool::runInThread, this), "w" + std::to_string(i)));
    threads_[i]->start();
  }
}
void ThreadPool::run(Task task) {
  if (threads_.empty()) task();
  else {
    std::unique_lock<std::mutex> lock(mutex_);
    queue_.push_back(std::move(task));
    notEmpty_.notify_one();
  }
}
ThreadPool::Task ThreadPool::take() {
  std::unique_lock<std::mutex> lock(mutex_);
  while (queue_.empty() && running_) notEmpty_.wait(lock);
  Task task;
  if (!queue_.empty()) {
    task = queue_.front();
    queue_.pop_front();
  }
  return task;
}
void ThreadPool::runInThread() {
  try {
    while (running_) {
      Task task(take());
      if (task) task();
    }
  } catch (const std::exception &ex) {
    fprintf(stderr, "exception caught %s\n", ex.what());
    abort();
  }
}
//--- server.cpp
#include "threadpool.h"
#include <cstdio>
struct Connection { int fd; std::string peer; };
using ConnectionPtr = std::shared_ptr<Connection>;
namespace {
__thread Connection *t_conn = nullptr;
thread_local ConnectionPtr t_owner;
void risky(const std::string &s) {
  if (s == "x") throw 1;
}
}
class EchoServer {
public:
  explicit EchoServer(ThreadPool &p) : pool_(p) {}
  void onMessage(const ConnectionPtr &c, std::string msg) {
    pool_.run(std::bind(&EchoServer::work, this, c, msg));
    pool_.run([this, c] { this->close(c); });
  }
private:
  void work(const ConnectionPtr &c, const std::string &msg) {
    t_conn = c.get();
    risky(msg); // the pool ends the process on exceptions: not unsafe
    std::printf("%d\n", t_conn->fd);
    t_conn = nullptr;
  }
  void close(ConnectionPtr c) {
    t_owner = c;
    std::printf("bye %s\n", t_owner->peer.c_str());
    t_owner.reset();
  }
  ThreadPool &pool_;
};
int main() {
  ThreadPool pool;
  pool.start(3);
  EchoServer s(pool);
  s.onMessage(std::make_shared<Connection>(Connection{1, "p"}), "hi");
}
