// RUN: %agree %s
// Some tasks remove,
// some only empty.
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<const std::string *> batch("batch");
static std::size_t length;

static void load(const std::string &Name) {
  batch.set(&Name);
  length += batch.get()->size();
  if (Name.size() > 1) {
    batch.set(nullptr); // EXPECT: tidepool-set-null
    return;
  }
  batch.remove();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "bb"})
    Pool.submit([Name] { load(Name); }).wait();
}
