// RUN: %agree %s
// The same function
// on threads that end with it.
#include "tidepool/thread.h"
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<std::string> job("job");
static std::size_t length;

static void run(const std::string &Name) {
  job.set(Name);
  length += job.get().size();
}

int main() {
  for (std::string Name : {"a", "b"})
    tidepool::Thread([Name] { run(Name); }).join();
}
