// RUN: %agree %s
// A local holder,
// which one kind of task does not remove.
#include "tidepool/task_scope.h"
#include "tidepool/thread_pool.h"
#include <string>

static void serve(tidepool::ThreadPool &Pool, const std::string &Name) {
  tidepool::ThreadLocal<std::string> part("part"); // EXPECT: tidepool-dropped-holder
  Pool.submit([&] {
    part.set(Name);
    if (Name.size() > 1)
      part.remove();
  }).wait();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "bb", "c"})
    serve(Pool, Name);
}
