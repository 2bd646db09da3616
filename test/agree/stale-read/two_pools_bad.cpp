// RUN: %agree %s
// Written on one pool and read on the same.
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<std::string> source("source");
static std::size_t length;

static void copy(tidepool::ThreadPool &Pool, std::string From) {
  Pool.submit([From] {
    source.set(From); // EXPECT: tidepool-missing-remove
  }).wait();
}

static void verify(tidepool::ThreadPool &Pool) {
  Pool.submit([] { length += source.get().size(); }).wait(); // EXPECT: tidepool-stale-read
}

int main() {
  tidepool::ThreadPool Copying(1);
  tidepool::ThreadPool Verifying(1);
  for (std::string From : {"a", "b"}) {
    copy(Copying, From);
    verify(Copying);
    verify(Verifying);
  }
}
