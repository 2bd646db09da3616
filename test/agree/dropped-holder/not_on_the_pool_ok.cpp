// RUN: %agree %s
// A local holder that
// only the submitter sets.
#include "tidepool/thread_pool.h"
#include <string>

static std::size_t length;

static void walk(tidepool::ThreadPool &Pool, const std::string &Path) {
  tidepool::ThreadLocal<std::string> at("at");
  at.set(Path);
  Pool.submit([&] { length += Path.size(); }).wait();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Path : {"a", "b"})
    walk(Pool, Path);
}
