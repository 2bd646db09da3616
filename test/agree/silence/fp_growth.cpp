// RUN: %agree %s
// A collection to which tasks only add;
// nothing of it is taken for another task's data.
#include "tidepool/thread_pool.h"
#include <string>
#include <vector>

static tidepool::ThreadLocal<std::vector<std::size_t>> sizes("sizes");

static void note(const std::string &Name) {
  sizes.get().push_back(Name.size()); // KNOWN-FP(check): tidepool-stale-read
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "b"})
    Pool.submit([Name] { note(Name); }).wait();
}
