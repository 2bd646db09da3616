// RUN: %agree %s
// What is done to a value through the reference that get returned is no operation on the holder: no trace has it.
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<std::string> tenant("tenant");

static void handle(const std::string &Name) {
  tenant.remove();
  tenant.get() = Name; // KNOWN-FN(trace): tidepool-missing-remove
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "b"})
    Pool.submit([Name] { handle(Name); }).wait();
}
