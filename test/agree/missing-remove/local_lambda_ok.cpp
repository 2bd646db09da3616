// RUN: %agree %s
// A lambda within the task sets, another one removes.
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<std::string> path("path");
static std::size_t opened;

static void open(const std::string &Name) {
  auto Enter = [&] { path.set("/srv/" + Name); };
  auto Leave = [] { path.remove(); };
  Enter();
  opened += path.get().size();
  if (Name.size() > 1)
    ++opened;
  Leave();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "bb"})
    Pool.submit([Name] { open(Name); }).wait();
}
