// RUN: %agree %s
// Filled because it was empty,
// and overwritten by some.
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<std::string> format("format");
static std::size_t length;

static void print(const std::string &Text) {
  if (!format.is_present())
    format.set("%s");
  if (Text.size() > 1)
    format.set(Text); // EXPECT: tidepool-missing-remove
  length += Text.size();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Text : {"a", "bb", "c"})
    Pool.submit([Text] { print(Text); }).wait();
}
