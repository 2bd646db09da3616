// RUN: %agree %s
// A smart pointer, emptied
// by an empty one.
#include "tidepool/thread_pool.h"
#include <memory>
#include <string>

static tidepool::ThreadLocal<std::unique_ptr<std::string>> buffer("buffer");
static std::size_t length;

static void fill(const std::string &Text) {
  buffer.set(std::make_unique<std::string>(Text));
  length += buffer.get()->size();
  buffer.set(nullptr); // EXPECT: tidepool-set-null
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Text : {"a", "b"})
    Pool.submit([Text] { fill(Text); }).wait();
}
