// RUN: %agree %s
// The task is a method, and its object
// has not got what the submitter's thread has.
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<std::string> tenant("tenant");
static std::size_t exported;

class Export {
public:
  void run() {
    exported += tenant.get().size(); // EXPECT: tidepool-lost-context
  }
};

static void start(tidepool::ThreadPool &Pool, const std::string &Tenant) {
  tenant.set(Tenant + "/export");
  Export E;
  Pool.submit(&Export::run, &E).wait();
  tenant.remove();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Tenant : {"a", "b"})
    start(Pool, Tenant);
}
