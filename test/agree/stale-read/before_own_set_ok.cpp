// RUN: %agree %s
// Read and set by the same task,
// in the other order.
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<std::string> job("job");
static std::size_t length;

static void work(const std::string &Name) {
  job.set(Name);
  length += job.get().size();
  job.remove();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "b", "c"})
    Pool.submit([Name] { work(Name); }).wait();
}
