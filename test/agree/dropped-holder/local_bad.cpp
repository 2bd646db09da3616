// RUN: %agree %s
// Each call's holder dies while the worker lives.
#include "tidepool/thread_pool.h"
#include <string>

static void serve(tidepool::ThreadPool &Pool, const std::string &Name) {
  tidepool::ThreadLocal<std::string> user("user"); // EXPECT: tidepool-dropped-holder
  Pool.submit([&] { user.set(Name); }).wait();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "b", "c"})
    serve(Pool, Name);
}
