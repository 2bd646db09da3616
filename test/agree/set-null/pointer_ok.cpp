// RUN: %agree %s
// Remove is.
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<const std::string *> tenant("tenant");

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "b"})
    Pool.submit([Name] {
      tenant.set(&Name);
      tenant.remove();
    }).wait();
}
