// RUN: %agree %s
// Every end removes.
#include "tidepool/thread_pool.h"
#include <stdexcept>
#include <string>

static tidepool::ThreadLocal<std::string> upload("upload");

static void store(const std::string &Name) {
  upload.set(Name);
  if (Name == "evil") {
    upload.remove();
    throw std::runtime_error("refused");
  }
  if (Name.empty()) {
    upload.remove();
    return;
  }
  upload.remove();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "evil", "", "b"})
    Pool.submit([Name] { store(Name); }).wait();
}
