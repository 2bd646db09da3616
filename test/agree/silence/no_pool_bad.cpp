// RUN: %agree %s
// The same function
// on a pool.
#include "tidepool/thread.h"
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<std::string> job("job");
static std::size_t length;

static void run(const std::string &Name) {
  job.set(Name); // EXPECT: tidepool-missing-remove
  length += job.get().size();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "b"})
    Pool.submit([Name] { run(Name); }).wait();
}
