// RUN: %agree %s
// A comment rules a finding out
// of this check.
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<std::string> tenant("tenant");

static void handle(const std::string &Name) {
  // NOLINTNEXTLINE(tidepool-missing-remove)
  tenant.set(Name);
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "b"})
    Pool.submit([Name] { handle(Name); }).wait();
}
