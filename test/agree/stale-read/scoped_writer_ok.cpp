// RUN: %agree %s
// A TaskScope around the writer
// leaves nothing to read.
#include "tidepool/task_scope.h"
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<std::string> theme("theme");
static std::size_t length;

static void choose(const std::string &Name) {
  tidepool::TaskScope Scope;
  theme.set(Name + "/" + Name);
}

static void paint() {
  length += theme.get().size();
}

int main() {
  tidepool::ThreadPool Pool(1);
  Pool.submit(choose, "dark").wait();
  Pool.submit(paint).wait();
}
