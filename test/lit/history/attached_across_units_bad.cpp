// RUN: rm -rf %t && split-file %s %t && %expect %t
// A reader's thread is attached to a query in one unit, the limit is checked in another, and the exception from there
// ends in the pool's loop, in a third: nobody detaches. Seen in ClickHouse/ClickHouse#43737.

//--- thread_status.h
#pragma once
#include <string>

struct QueryContext {
  std::string id;
  long limit = 0;
};

void attachTo(const QueryContext *context);
void detachQuery();
const QueryContext *attached();

//--- thread_status.cpp
#include "thread_status.h"

static thread_local const QueryContext *current = nullptr;

void attachTo(const QueryContext *context) {
  current = context; // EXPECT: tidepool-unsafe-remove
}
void detachQuery() { current = nullptr; }
const QueryContext *attached() { return current; }

//--- reader.h
#pragma once
#include <string>

long readFile(const std::string &name);

//--- reader.cpp
#include "reader.h"
#include "thread_status.h"
#include <stdexcept>

static void check(long bytes) {
  if (const QueryContext *context = attached(); context && bytes > context->limit)
    throw std::length_error("limit of " + context->id);
}

long readFile(const std::string &name) {
  long bytes = static_cast<long>(name.size());
  check(bytes);
  return bytes;
}

//--- read_pool.h
#pragma once
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

// What a job throws is logged, and its thread takes the next one.
class ReadPool {
public:
  explicit ReadPool(unsigned count) {
    for (unsigned i = 0; i < count; ++i) threads_.emplace_back(&ReadPool::loop, this);
  }
  ~ReadPool() {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      closing_ = true;
    }
    wake_.notify_all();
    for (auto &thread : threads_) thread.join();
  }
  void schedule(std::function<void()> job) {
    {
      std::lock_guard<std::mutex> lock(mutex_);
      waiting_.push_back(std::move(job));
    }
    wake_.notify_one();
  }

private:
  void loop() {
    for (;;) {
      std::function<void()> job;
      {
        std::unique_lock<std::mutex> lock(mutex_);
        wake_.wait(lock, [this] { return closing_ || !waiting_.empty(); });
        if (waiting_.empty()) return;
        job = std::move(waiting_.front());
        waiting_.pop_front();
      }
      try {
        job();
      } catch (const std::exception &error) {
        std::fprintf(stderr, "job: %s\n", error.what());
      }
    }
  }
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> waiting_;
  std::vector<std::thread> threads_;
  bool closing_ = false;
};

//--- main.cpp
#include "read_pool.h"
#include "reader.h"
#include "thread_status.h"
#include <memory>

static long readWith(const QueryContext &context, const std::string &name) {
  attachTo(&context);
  long bytes = readFile(name);
  detachQuery();
  return bytes;
}

int main() {
  ReadPool pool(2);
  for (int i = 0; i < 6; ++i) {
    auto context = std::make_shared<QueryContext>(QueryContext{"q" + std::to_string(i), i * 3});
    pool.schedule([context] { std::printf("%ld\n", readWith(*context, "part.bin")); });
  }
}
