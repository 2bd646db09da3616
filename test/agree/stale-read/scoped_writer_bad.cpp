// RUN: %agree %s
// A TaskScope around the writer
// that ends before the last write.
#include "tidepool/task_scope.h"
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<std::string> theme("theme");
static std::size_t length;

static void choose(const std::string &Name) {
  { tidepool::TaskScope Scope; }
  theme.set(Name + "/" + Name); // EXPECT: tidepool-missing-remove
}

static void paint() {
  length += theme.get().size(); // EXPECT: tidepool-stale-read
}

int main() {
  tidepool::ThreadPool Pool(1);
  Pool.submit(choose, "dark").wait();
  Pool.submit(paint).wait();
}
