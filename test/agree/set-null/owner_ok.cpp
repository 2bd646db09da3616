// RUN: %agree %s
// A smart pointer, emptied
// by a remove.
#include "tidepool/thread_pool.h"
#include <memory>
#include <string>

static tidepool::ThreadLocal<std::unique_ptr<std::string>> buffer("buffer");
static std::size_t length;

static void fill(const std::string &Text) {
  buffer.set(std::make_unique<std::string>(Text));
  length += buffer.get()->size();
  buffer.remove();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Text : {"a", "b"})
    Pool.submit([Text] { fill(Text); }).wait();
}
