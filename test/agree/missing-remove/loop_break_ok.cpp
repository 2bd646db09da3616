// RUN: %agree %s
// One value after another,
// and the loop is left between two.
#include "tidepool/thread_pool.h"
#include <string>
#include <vector>

static tidepool::ThreadLocal<std::string> line("line");
static std::size_t printed;

static void print(const std::vector<std::string> &Lines) {
  for (const std::string &Line : Lines) {
    if (Line == "end")
      break;
    line.set(Line);
    printed += line.get().size();
    line.remove();
  }
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Last : {"end", "more", "end"})
    Pool.submit([Last] { print({"a", Last, "c"}); }).wait();
}
