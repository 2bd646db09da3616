// RUN: %agree %s
// An optional,
// emptied with braces on the way, and removed.
#include "tidepool/thread_pool.h"
#include <optional>
#include <string>

static tidepool::ThreadLocal<std::optional<std::string>> header("header");
static std::size_t length;

static void receive(const std::string &Line) {
  header.set(Line);
  length += header.get()->size();
  header.set({});
  length += header.get().has_value();
  header.remove();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Line : {"a", "b"})
    Pool.submit([Line] { receive(Line); }).wait();
}
