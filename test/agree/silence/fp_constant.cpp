// RUN: %agree %s
// A run cannot tell a constant from a task's data.
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<std::string> mode("mode");
static std::size_t length;

static void handle(const std::string &Name) {
  mode.set("strict"); // KNOWN-FP(trace): tidepool-missing-remove
  length += mode.get().size() + Name.size();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "b"})
    Pool.submit([Name] { handle(Name); }).wait();
}
