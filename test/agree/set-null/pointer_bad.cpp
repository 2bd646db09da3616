// RUN: %agree %s
// The empty value is no remove.
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<const std::string *> tenant("tenant");

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "b"})
    Pool.submit([Name] {
      tenant.set(&Name);
      tenant.set(nullptr); // EXPECT: tidepool-set-null
    }).wait();
}
