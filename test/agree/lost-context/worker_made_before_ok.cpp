// RUN: %agree %s
// An inheritable holder on a pool whose thread is there already
// and the value goes with the task instead.
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::TransmittableThreadLocal<std::string> locale("locale");
static std::size_t length;

static void translate() {
  length += locale.get().size();
}

static void page(tidepool::ThreadPool &Pool, std::string Accept) {
  locale.set(Accept);
  Pool.submit(translate).wait();
  locale.remove();
}

int main() {
  tidepool::ThreadPool Pool(1);
  Pool.submit([] { ++length; }).wait();
  for (std::string Accept : {"de", "fr"})
    page(Pool, Accept);
}
