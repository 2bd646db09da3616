// RUN: %agree %s
// A local holder that
// a task sets.
#include "tidepool/thread_pool.h"
#include <string>

static void walk(tidepool::ThreadPool &Pool, const std::string &Path) {
  tidepool::ThreadLocal<std::string> at("at"); // EXPECT: tidepool-dropped-holder
  Pool.submit([&] { at.set(Path); }).wait();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Path : {"a", "b"})
    walk(Pool, Path);
}
