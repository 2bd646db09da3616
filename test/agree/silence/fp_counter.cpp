// RUN: %agree %s
// A number that tasks only add to is a counter; neither sees that where get and set are two calls.
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<long> served("served");

static void handle(const std::string &Name) {
  served.set(served.get() + static_cast<long>(Name.size())); // KNOWN-FP: tidepool-missing-remove, tidepool-stale-read
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "b", "c"})
    Pool.submit([Name] { handle(Name); }).wait();
}
