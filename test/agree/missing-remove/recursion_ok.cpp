// RUN: %agree %s
// A function that calls itself sets on its way down and removes at the
// top.
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<std::string> folder("folder");
static std::size_t seen;

static void walk(const std::string &Path, int Depth) {
  folder.set(Path);
  seen += folder.get().size();
  if (Depth > 0)
    walk(Path + "/sub", Depth - 1);
  folder.remove();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (int Depth : {0, 1, 2})
    Pool.submit([Depth] { walk(Depth == 1 ? "/srv/www/html" : "/srv", Depth); }).wait();
}
