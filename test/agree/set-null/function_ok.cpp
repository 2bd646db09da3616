// RUN: %agree %s
// A callback, emptied
// by a remove.
#include "tidepool/thread_pool.h"
#include <functional>
#include <string>

static tidepool::ThreadLocal<std::function<std::size_t()>> onDone("onDone");
static std::size_t length;

static void work(const std::string &Name) {
  onDone.set([Name] { return Name.size(); });
  length += onDone.get()();
  onDone.remove();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "b"})
    Pool.submit([Name] { work(Name); }).wait();
}
