// RUN: %agree %s
// A smart pointer's deleter removes
// unless the pointer is released.
#include "tidepool/thread_pool.h"
#include <memory>
#include <stdexcept>
#include <string>

static tidepool::ThreadLocal<std::string> lease("lease");

struct Release {
  void operator()(const std::string *) const { lease.remove(); }
};

static void take(const std::string &Name) {
  std::unique_ptr<const std::string, Release> Guard(&Name);
  lease.set(Name); // EXPECT: tidepool-missing-remove
  if (Name == "b")
    Guard.release();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "b"})
    Pool.submit([Name] { take(Name); }).wait();
}
