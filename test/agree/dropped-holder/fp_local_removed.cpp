// RUN: %agree %s
// A local holder,
// which every task removes.
#include "tidepool/task_scope.h"
#include "tidepool/thread_pool.h"
#include <string>

static void serve(tidepool::ThreadPool &Pool, const std::string &Name) {
  tidepool::ThreadLocal<std::string> part("part"); // KNOWN-FP(check): tidepool-dropped-holder
  Pool.submit([&] {
    auto Cleanup = tidepool::remove_on_exit(part);
    part.set(Name);
  }).wait();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "bb", "c"})
    serve(Pool, Name);
}
