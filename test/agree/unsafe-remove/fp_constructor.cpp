// RUN: %agree %s
// An object's constructor throws
// and the member's destructor removes.
#include "tidepool/thread_pool.h"
#include <stdexcept>
#include <string>

static tidepool::ThreadLocal<std::string> owner("owner");
static std::size_t length;

struct Removing {
  ~Removing() { owner.remove(); }
};

class Transfer {
public:
  explicit Transfer(const std::string &From) {
    owner.set(From); // KNOWN-FP(check): tidepool-unsafe-remove
    if (From == "closed")
      throw std::runtime_error("no such account");
  }
  void run() { length += owner.get().size(); }

private:
  Removing Guard;
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
