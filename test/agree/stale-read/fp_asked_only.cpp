// RUN: %agree %s
// A pointer to a request that has died; the next task only asks whether there is one, which a run cannot tell.
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<const std::string *> current("current");
static std::size_t length;

static void begin(const std::string &Request) {
  current.set(&Request); // EXPECT: tidepool-missing-remove
  length += Request.size();
}

static void flush() {
  if (current.get() != nullptr) // KNOWN-FP(trace): tidepool-stale-read
    ++length;
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Request : {"a", "b"}) {
    Pool.submit([Request] { begin(Request); }).wait();
    Pool.submit(flush).wait();
  }
}
