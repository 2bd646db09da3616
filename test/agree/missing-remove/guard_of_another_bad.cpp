// RUN: %agree %s
// Two holders,
// and a guard for one of them.
#include "tidepool/task_scope.h"
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<std::string> trace("trace");
static tidepool::ThreadLocal<std::string> span("span");
static std::size_t length;

static void handle(const std::string &Id) {
  auto Cleanup = tidepool::remove_on_exit(trace);
  trace.set(Id);
  span.set(Id + ".1"); // EXPECT: tidepool-missing-remove
  length += trace.get().size() + span.get().size();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Id : {"a", "b"})
    Pool.submit([Id] { handle(Id); }).wait();
}
