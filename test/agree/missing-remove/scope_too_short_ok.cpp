// RUN: %agree %s
// What a TaskScope undoes is what happens
// while it lives, and that is all of it here.
#include "tidepool/task_scope.h"
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<std::string> user("user");
static tidepool::ThreadLocal<std::string> group("group");
static std::size_t length;

static void handle(const std::string &Name) {
  tidepool::TaskScope Scope;
  user.set(Name);
  length += user.get().size();
  group.set("group of " + Name);
  length += group.get().size();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "b"})
    Pool.submit([Name] { handle(Name); }).wait();
}
