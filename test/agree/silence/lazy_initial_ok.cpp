// RUN: %agree %s
// What is made when it is first asked for is a cache.
#include "tidepool/thread_pool.h"
#include <string>

static auto parser = tidepool::ThreadLocal<std::string>::with_initial([] { return std::string("parser"); }, "parser");
static std::size_t length;

static void parse(const std::string &Text) {
  length += parser.get().size() + Text.size();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Text : {"a", "b"})
    Pool.submit([Text] { parse(Text); }).wait();
}
