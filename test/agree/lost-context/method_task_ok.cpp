// RUN: %agree %s
// The task is a method, and its object
// has a copy.
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<std::string> tenant("tenant");
static std::size_t exported;

class Export {
public:
  explicit Export(std::string Of) : Of(Of) {}
  void run() {
    exported += Of.size();
  }

private:
  std::string Of;
};

static void start(tidepool::ThreadPool &Pool, const std::string &Tenant) {
  tenant.set(Tenant + "/export");
  Export E(tenant.get());
  Pool.submit(&Export::run, &E).wait();
  tenant.remove();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Tenant : {"a", "b"})
    start(Pool, Tenant);
}
