// RUN: %agree %s
// What was there is put back
// on every way.
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<std::string> indent("indent");
static std::size_t length;

static void print(const std::string &Text) {
  std::string Before = indent.get();
  indent.set(Before + Text);
  length += indent.get().size();
  indent.set(Before);
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Text : {"a", "bb"})
    Pool.submit([Text] { print(Text); }).wait();
}
