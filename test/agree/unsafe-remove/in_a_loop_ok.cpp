// RUN: %agree %s
// Set and removed for each item;
// one of the items throws, and a scope undoes it.
#include "tidepool/task_scope.h"
#include "tidepool/thread_pool.h"
#include <stdexcept>
#include <string>
#include <vector>

static tidepool::ThreadLocal<std::string> item("item");
static std::size_t length;

static void pack(const std::string &Item) {
  if (Item == "heavy")
    throw std::overflow_error("too heavy");
  length += Item.size();
}

static void packAll(const std::vector<std::string> &Items) {
  for (const std::string &Item : Items) {
    tidepool::TaskScope Scope;
    item.set(Item);
    pack(Item);
    item.remove();
  }
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Second : {"light", "heavy"})
    Pool.submit([Second] { packAll({"first", Second, "third"}); }).wait();
}
