// RUN: %agree %s
// Caught, logged and thrown again
// after the remove.
#include "tidepool/thread_pool.h"
#include <stdexcept>
#include <string>

static tidepool::ThreadLocal<std::string> query("query");
static int failures;

static void execute(const std::string &Text) {
  if (Text == "drop")
    throw std::runtime_error("not allowed");
}

static void handle(const std::string &Text) {
  query.set(Text + ";");
  try {
    execute(Text);
  } catch (...) {
    ++failures;
    query.remove();
    throw;
  }
  query.remove();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Text : {"select", "drop", "select"})
    Pool.submit([Text] { handle(Text); }).wait();
}
