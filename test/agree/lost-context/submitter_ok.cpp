// RUN: %agree %s
// What the submitter had is not on the pool's thread, nor is it with a holder that is inherited once.
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::TransmittableThreadLocal<std::string> trace("trace");
static tidepool::TransmittableThreadLocal<std::string> span("span");
static std::size_t length;

static void serve(tidepool::ThreadPool &Pool, std::string Id) {
  trace.set(Id);
  span.set(Id);
  Pool.submit([] {
    length += trace.get().size();
    length += span.get().size();
  }).wait();
  trace.remove();
  span.remove();
}

int main() {
  tidepool::ThreadPool Pool(1);
  serve(Pool, "a");
  serve(Pool, "b");
}
