// RUN: %agree %s
// What goes with a task is taken back when it ends, and so is what the task makes of it;
// not so with a holder of another kind.
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::TransmittableThreadLocal<std::string> trace("trace");
static tidepool::InheritableThreadLocal<std::string> span("span");
static std::size_t length;

static void step(const std::string &Name) {
  trace.set(trace.get() + "/" + Name);
  span.set(Name); // EXPECT: tidepool-missing-remove
  length += trace.get().size() + span.get().size();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "b"}) {
    trace.set("trace of " + Name);
    Pool.submit([Name] { step(Name); }).wait();
    trace.remove();
  }
}
