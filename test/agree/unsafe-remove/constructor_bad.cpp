// RUN: %agree %s
// An object's constructor throws
// after the one of a member has set the holder: no destructor runs.
#include "tidepool/thread_pool.h"
#include <stdexcept>
#include <string>

static tidepool::ThreadLocal<std::string> owner("owner");
static std::size_t length;

class Transfer {
public:
  explicit Transfer(const std::string &From) {
    owner.set(From); // EXPECT: tidepool-unsafe-remove
    if (From == "closed")
      throw std::runtime_error("no such account");
  }
  ~Transfer() { owner.remove(); }
  void run() { length += owner.get().size(); }
};

static void transfer(const std::string &From) {
  Transfer T(From);
  T.run();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string From : {"a", "closed", "b"})
    Pool.submit([From] { transfer(From); }).wait();
}
