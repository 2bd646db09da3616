// RUN: %agree %s
// Emptied, used again,
// and emptied again.
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<const std::string *> word("word");
static std::size_t length;

static void both(const std::string &First, const std::string &Second) {
  word.set(&First);
  length += word.get()->size();
  word.set(nullptr);
  word.set(&Second);
  length += word.get()->size();
  word.set(nullptr); // EXPECT: tidepool-set-null
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "b"})
    Pool.submit([Name] { both(Name, Name + Name); }).wait();
}
