// RUN: %agree %s
// One function sets, another removes, and the task calls both
// for all requests.
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<std::string> tenant("tenant");

static void enter(const std::string &Name) { tenant.set(Name); }
static void leave() { tenant.remove(); }

static void handle(const std::string &Name, bool Keep) {
  enter(Name);
  if (Keep)
    enter(Name + "!");
  leave();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "bb", "c"})
    Pool.submit([Name] { handle(Name, Name.size() > 1); }).wait();
}
