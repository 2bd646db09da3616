// RUN: %agree %s
// The pool takes away what tasks leave
// after each task, in one way or another.
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<std::string> tenant("tenant");
static tidepool::ThreadLocal<std::string> region("region");

static void handle(const std::string &Name) {
  tenant.set(Name); // KNOWN-FP(check): tidepool-missing-remove
}

static void place(const std::string &Name) {
  region.set("region of " + Name); // KNOWN-FP(check): tidepool-missing-remove
}

int main() {
  tidepool::ThreadPool First(1, tidepool::AfterTask::remove);
  tidepool::ThreadPool Second(1, tidepool::AfterTask::restore);
  for (std::string Name : {"a", "b"}) {
    First.submit([Name] { handle(Name); }).wait();
    Second.submit([Name] { place(Name); }).wait();
  }
}
