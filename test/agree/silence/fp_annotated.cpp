// RUN: %agree %s
// An annotation leaves nothing in the program.
#include "tidepool/annotations.h"
#include "tidepool/thread_pool.h"
#include <string>

TIDEPOOL_CACHE static tidepool::ThreadLocal<std::string> last("last");

static void handle(const std::string &Name) {
  last.set(Name); // KNOWN-FP(trace): tidepool-missing-remove
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "b"})
    Pool.submit([Name] { handle(Name); }).wait();
}
