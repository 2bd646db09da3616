// RUN: %agree %s
// A guard's destructor
// removes.
#include "tidepool/thread_pool.h"
#include <stdexcept>
#include <string>

static tidepool::ThreadLocal<const std::string *> current("current");
static std::size_t length;

class Current {
public:
  explicit Current(const std::string &Of) { current.set(&Of); }
  ~Current() { current.remove(); }
};

static void handle(const std::string &Name) {
  Current Scope(Name);
  length += current.get()->size();
  if (Name == "b")
    throw std::runtime_error(Name);
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "b"})
    Pool.submit([Name] { handle(Name); }).wait();
}
