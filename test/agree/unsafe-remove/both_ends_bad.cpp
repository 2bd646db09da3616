// RUN: %agree %s
// A write that stays at a normal end, too, is said once: as missing-remove.
#include "tidepool/thread_pool.h"
#include <stdexcept>
#include <string>

static tidepool::ThreadLocal<std::string> upload("upload");

static void store(const std::string &Name) {
  upload.set(Name); // EXPECT: tidepool-missing-remove
  if (Name == "evil")
    throw std::runtime_error("refused");
  if (Name.empty())
    return;
  upload.remove();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "evil", "", "b"})
    Pool.submit([Name] { store(Name); }).wait();
}
