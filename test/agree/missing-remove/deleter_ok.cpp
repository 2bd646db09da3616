// RUN: %agree %s
// A smart pointer's deleter removes
// whichever way the block is left.
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
  lease.set(Name);
  if (Name == "b")
    throw std::runtime_error("no lease");
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "b"})
    Pool.submit([Name] { take(Name); }).wait();
}
