// RUN: %agree %s
// A comment rules a finding out
// of another check only.
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<std::string> tenant("tenant");

static void handle(const std::string &Name) {
  tenant.set(Name); // NOLINT(tidepool-stale-read) // EXPECT: tidepool-missing-remove
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "b"})
    Pool.submit([Name] { handle(Name); }).wait();
}
