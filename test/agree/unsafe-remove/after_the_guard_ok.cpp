// RUN: %agree %s
// There is a guard,
// and the holder is set again for as long as there is one.
#include "tidepool/task_scope.h"
#include "tidepool/thread_pool.h"
#include <stdexcept>
#include <string>

static tidepool::ThreadLocal<std::string> phase("phase");
static std::size_t length;

static void check(const std::string &Name) {
  if (Name.empty())
    throw std::invalid_argument("no name");
}

static void build(const std::string &Name) {
  {
    auto Cleanup = tidepool::remove_on_exit(phase);
    phase.set("parse " + Name);
    length += phase.get().size();
  }
  auto Cleanup = tidepool::remove_on_exit(phase);
  phase.set("link " + Name);
  check(Name);
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "", "b"})
    Pool.submit([Name] { build(Name); }).wait();
}
