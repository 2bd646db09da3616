// RUN: %agree %s
// The pool takes away what tasks leave
// or only reports it.
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<std::string> tenant("tenant");
static tidepool::ThreadLocal<std::string> region("region");

static void handle(const std::string &Name) {
  tenant.set(Name); // EXPECT: tidepool-missing-remove
}

static void place(const std::string &Name) {
  region.set("region of " + Name); // EXPECT: tidepool-missing-remove
}

int main() {
  tidepool::ThreadPool First(1, tidepool::AfterTask::report, [](const tidepool::LeakReport &) {});
  tidepool::ThreadPool Second(1, tidepool::AfterTask::keep);
  for (std::string Name : {"a", "b"}) {
    First.submit([Name] { handle(Name); }).wait();
    Second.submit([Name] { place(Name); }).wait();
  }
}
