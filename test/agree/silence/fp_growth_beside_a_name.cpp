// RUN: %agree %s
// A collection to which tasks only add;
// and the last one's name, which is data of a task.
#include "tidepool/thread_pool.h"
#include <string>
#include <vector>

static tidepool::ThreadLocal<std::vector<std::size_t>> sizes("sizes");
static tidepool::ThreadLocal<std::string> last("last");

static void note(const std::string &Name) {
  sizes.get().push_back(Name.size()); // KNOWN-FP(check): tidepool-stale-read
  last.set(Name); // EXPECT: tidepool-missing-remove
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "b"})
    Pool.submit([Name] { note(Name); }).wait();
}
