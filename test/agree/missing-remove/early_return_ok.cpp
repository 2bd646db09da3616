// RUN: %agree %s
// The early return removes, too.
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<std::string> tenant("tenant");

static void handle(const std::string &Name) {
  tenant.set(Name);
  if (Name.empty()) {
    tenant.remove();
    return;
  }
  tenant.remove();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "", "b", ""})
    Pool.submit([Name] { handle(Name); }).wait();
}
