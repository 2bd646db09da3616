// RUN: rm -rf %t && split-file %s %t && %expect %t
// A wrapper's object is declared in a header, defined in one unit, set in a second and cleared in a third.

//--- slot.h
#include <pthread.h>

#pragma once
template <class T> class Slot {
public:
  Slot() { pthread_key_create(&key_, nullptr); }
  void set(T *value) { pthread_setspecific(key_, value); }
  T *get() const { return static_cast<T *>(pthread_getspecific(key_)); }
  void clear() { pthread_setspecific(key_, nullptr); }

private:
  pthread_key_t key_;
};
struct Cursor {
  int row;
};
extern Slot<Cursor> cursor;
void open(Cursor *c);
void close(bool commit);

//--- slot.cpp
#include "slot.h"

Slot<Cursor> cursor;

//--- open.cpp
#include "slot.h"

void open(Cursor *c) {
  cursor.set(c);
}

//--- close.cpp
#include "slot.h"
#include <cstdio>

void close(bool commit) {
  if (commit) std::printf("commit %d\n", cursor.get()->row);
  cursor.clear();
}

//--- main.cpp
#include "slot.h"
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

// Fixed number of workers over one queue. A job that throws ends the process.
class Pool {
public:
  explicit Pool(unsigned workers) {
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
  ~Pool() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      stopping_ = true;
    }
    ready_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void post(std::function<void()> job) {
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

int main() {
  Pool pool(2);
  for (int i = 0; i < 5; ++i) {
    pool.post([i] {
      Cursor c{i};
      open(&c);
      close(i % 2 == 0);
    });
  }
}
