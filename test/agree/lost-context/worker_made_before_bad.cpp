// RUN: %agree %s
// An inheritable holder on a pool whose thread is there already
// when the holder is set.
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::InheritableThreadLocal<std::string> locale("locale");
static std::size_t length;

static void translate() {
  length += locale.get().size(); // EXPECT: tidepool-lost-context
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
