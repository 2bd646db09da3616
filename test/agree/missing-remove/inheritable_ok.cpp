// RUN: %agree %s
// An inheritable holder is left like any other.
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::InheritableThreadLocal<std::string> locale("locale");
static std::size_t length;

static void greet(const std::string &Of) {
  locale.set(Of);
  length += locale.get().size();
  locale.remove();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Of : {"de", "fr"})
    Pool.submit([Of] { greet(Of); }).wait();
}
