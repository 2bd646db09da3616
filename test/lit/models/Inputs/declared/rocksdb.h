// RocksDB 7.8: rocksdb/env.h, rocksdb/threadpool.h, util/thread_local.h (internal).
#pragma once
#include <functional>
namespace rocksdb {
class ThreadLocalPtr {
public:
  explicit ThreadLocalPtr(void (*handler)(void *) = nullptr);
  ~ThreadLocalPtr();
  void *Get() const;
  void Reset(void *ptr);
  void *Swap(void *ptr);
};
class Env {
public:
  virtual ~Env();
  virtual void Schedule(void (*function)(void *arg), void *arg, int pri = 0) = 0;
  virtual void StartThread(void (*function)(void *arg), void *arg) = 0;
};
class ThreadPool {
public:
  virtual ~ThreadPool();
  virtual void SubmitJob(std::function<void()> &&) = 0;
};
} // namespace rocksdb
