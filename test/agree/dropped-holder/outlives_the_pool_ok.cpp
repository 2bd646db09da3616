// RUN: %agree %s
// A local holder
// that dies after the pool.
#include "tidepool/thread_pool.h"
#include <string>

static void run(const std::string &Name) {
  tidepool::ThreadLocal<std::string> step("step");
  tidepool::ThreadPool Pool(1);
  Pool.submit([&] { step.set(Name); }).wait();
}

int main() {
  run("a");
  run("b");
}
