// RUN: %agree %s
// An early return goes past the remove.
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<std::string> tenant("tenant");

static void handle(const std::string &Name) {
  tenant.set(Name); // EXPECT: tidepool-missing-remove
  if (Name.empty())
    return;
  tenant.remove();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "", "b", ""})
    Pool.submit([Name] { handle(Name); }).wait();
}
