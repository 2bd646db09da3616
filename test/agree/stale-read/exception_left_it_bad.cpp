// RUN: %agree %s
// What an exception has left is read by the next task.
#include "tidepool/thread_pool.h"
#include <stdexcept>
#include <string>

static tidepool::ThreadLocal<std::string> batch("batch");
static std::size_t length;

static void import(const std::string &Name) {
  batch.set(Name); // EXPECT: tidepool-unsafe-remove
  if (Name == "broken")
    throw std::runtime_error(Name);
  batch.remove();
}

static void report() {
  length += batch.get().size(); // EXPECT: tidepool-stale-read
}

int main() {
  tidepool::ThreadPool Pool(1);
  Pool.submit(import, "whole").wait();
  Pool.submit(import, "broken").wait();
  Pool.submit(report).wait();
}
