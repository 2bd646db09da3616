// RUN: %agree %s
// A local holder that is inheritable
// and whose value goes with the task: that is taken back when it ends.
#include "tidepool/thread_pool.h"
#include <string>

static std::size_t length;

static void search(tidepool::ThreadPool &Pool, const std::string &For) {
  tidepool::TransmittableThreadLocal<std::string> query("query");
  query.set(For);
  Pool.submit([&] {
    length += query.get().size();
  }).wait();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string For : {"a", "b"})
    search(Pool, For);
}
