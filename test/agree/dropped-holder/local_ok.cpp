// RUN: %agree %s
// One holder for all calls, and each task removes.
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<std::string> user("user");

static void serve(tidepool::ThreadPool &Pool, const std::string &Name) {
  Pool.submit([&] {
    user.set(Name);
    user.remove();
  }).wait();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "b", "c"})
    serve(Pool, Name);
}
