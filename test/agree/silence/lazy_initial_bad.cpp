// RUN: %agree %s
// What is made when it is first asked for is a cache; what a task sets besides is not.
#include "tidepool/thread_pool.h"
#include <string>

static auto parser = tidepool::ThreadLocal<std::string>::with_initial([] { return std::string("parser"); }, "parser");
static tidepool::ThreadLocal<std::string> input("input");
static std::size_t length;

static void parse(const std::string &Text) {
  input.set(Text); // EXPECT: tidepool-missing-remove
  length += parser.get().size() + Text.size();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Text : {"a", "b"})
    Pool.submit([Text] { parse(Text); }).wait();
}
