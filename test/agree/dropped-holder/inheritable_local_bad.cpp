// RUN: %agree %s
// A local holder that is inheritable
// is no better.
#include "tidepool/thread_pool.h"
#include <string>

static std::size_t length;

static void search(tidepool::ThreadPool &Pool, const std::string &For) {
  tidepool::InheritableThreadLocal<std::string> query("query"); // EXPECT: tidepool-dropped-holder
  Pool.submit([&] {
    query.set(For);
    length += query.get().size();
  }).wait();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string For : {"a", "b"})
    search(Pool, For);
}
