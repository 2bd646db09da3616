// RUN: %agree %s
// Set and remove depend on
// different things.
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<std::string> transaction("transaction");
static std::size_t rows;

static void store(const std::string &Row, bool Atomic, bool Large) {
  if (Atomic)
    transaction.set("tx of " + Row); // EXPECT: tidepool-missing-remove
  rows += Row.size() + Large;
  if (Large)
    transaction.remove();
}

int main() {
  tidepool::ThreadPool Pool(1);
  Pool.submit([] { store("a", false, false); }).wait();
  Pool.submit([] { store("b", true, true); }).wait();
  Pool.submit([] { store("c", true, false); }).wait();
}
