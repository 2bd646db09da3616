// RUN: %agree %s
// An exception goes past the remove; normal ends are clean.
#include "tidepool/thread_pool.h"
#include <stdexcept>
#include <string>

static tidepool::ThreadLocal<std::string> tenant("tenant");

static void handle(const std::string &Name) {
  tenant.set(Name); // EXPECT: tidepool-unsafe-remove
  if (Name.empty())
    throw std::invalid_argument("no name");
  tenant.remove();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "", "b"})
    Pool.submit([Name] { handle(Name); }).wait();
}
