// RUN: %agree %s
// A run cannot tell a counter from a value that is set anew.
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<long> served("served");

static void handle(const std::string &Name) {
  served.set(served.get() + static_cast<long>(Name.size())); // KNOWN-FP(trace): tidepool-missing-remove
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "b", "c"})
    Pool.submit([Name] { handle(Name); }).wait();
}
