// RUN: %agree %s
// A local holder
// that dies before the pool.
#include "tidepool/thread_pool.h"
#include <string>

static void run(const std::string &Name) {
  tidepool::ThreadPool Pool(1);
  tidepool::ThreadLocal<std::string> step("step"); // EXPECT: tidepool-dropped-holder
  Pool.submit([&] { step.set(Name); }).wait();
}

int main() {
  run("a");
  run("b");
}
