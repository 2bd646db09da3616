// RUN: %agree %s
// A task hands another one to a second pool.
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<std::string> outer("outer");
static tidepool::ThreadLocal<std::string> inner("inner");

static void work(const std::string &Name) {
  inner.set("inner " + Name);
  inner.remove();
}

static void plan(tidepool::ThreadPool &Workers, const std::string &Name) {
  outer.set(Name);
  Workers.submit([Name] { work(Name); }).wait();
  outer.remove();
}

int main() {
  tidepool::ThreadPool Workers(1);
  tidepool::ThreadPool Planners(1);
  for (std::string Name : {"a", "b"})
    Planners.submit([&Workers, Name] { plan(Workers, Name); }).wait();
}
