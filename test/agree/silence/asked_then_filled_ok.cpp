// RUN: %agree %s
// Filled because it was empty,
// with the same for all.
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<std::string> format("format");
static std::size_t length;

static void print(const std::string &) {
  if (!format.is_present())
    format.set("%s");
  length += format.get().size();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Text : {"a", "bb", "c"})
    Pool.submit([Text] { print(Text); }).wait();
}
