// RUN: %agree %s
// What an exception has left is read by the next task.
#include "tidepool/thread_pool.h"
#include <stdexcept>
#include <string>

static tidepool::ThreadLocal<std::string> batch("batch");
static std::size_t length;

static void import(const std::string &Name) {
  struct Cleanup {
    ~Cleanup() { batch.remove(); }
  } Guard;
  batch.set(Name);
  if (Name == "broken")
    throw std::runtime_error(Name);
}

static void report() {
  length += batch.get().size();
}

int main() {
  tidepool::ThreadPool Pool(1);
  Pool.submit(import, "whole").wait();
  Pool.submit(import, "broken").wait();
  Pool.submit(report).wait();
}
