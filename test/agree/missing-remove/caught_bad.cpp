// RUN: %agree %s
// The task catches what is thrown, and ends normally,
// but the remove was jumped over.
#include "tidepool/thread_pool.h"
#include <stdexcept>
#include <string>

static tidepool::ThreadLocal<std::string> document("document");
static int failures;

static void parse(const std::string &Text) {
  if (Text.empty())
    throw std::runtime_error("nothing to parse");
}

static void load(const std::string &Text) {
  try {
    document.set("doc:" + Text); // EXPECT: tidepool-missing-remove
    parse(Text);
    document.remove();
  } catch (const std::exception &) {
    ++failures;
  }
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Text : {"a", "", "b"})
    Pool.submit([Text] { load(Text); }).wait();
}
