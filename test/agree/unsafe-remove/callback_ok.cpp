// RUN: %agree %s
// What throws is a function that the caller gave.
#include "tidepool/thread_pool.h"
#include <functional>
#include <stdexcept>
#include <string>

static tidepool::ThreadLocal<std::string> key("key");
static std::size_t length;

static void visit(const std::string &Key, const std::function<void(const std::string &)> &Visitor) {
  key.set(Key);
  try {
    Visitor(Key);
  } catch (...) {
    key.remove();
    throw;
  }
  key.remove();
}

static void measure(const std::string &Key) {
  if (Key == "bad")
    throw std::domain_error(Key);
  length += Key.size();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Key : {"good", "bad"})
    Pool.submit([Key] { visit(Key, measure); }).wait();
}
