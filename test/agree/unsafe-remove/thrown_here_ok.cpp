// RUN: %agree %s
// What can throw comes before the set.
#include "tidepool/thread_pool.h"
#include <stdexcept>
#include <string>

static tidepool::ThreadLocal<std::string> tenant("tenant");

static void handle(const std::string &Name) {
  if (Name.empty())
    throw std::invalid_argument("no name");
  tenant.set(Name);
  tenant.remove();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "", "b"})
    Pool.submit([Name] { handle(Name); }).wait();
}
