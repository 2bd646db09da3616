// RUN: %agree %s
// Some requests set it,
// and all read it.
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<std::string> tenant("tenant");
static std::size_t logged;

static void log() {
  logged += tenant.get().size(); // EXPECT: tidepool-stale-read
}

static void serve(const std::string &Tenant) {
  if (!Tenant.empty())
    tenant.set(Tenant); // EXPECT: tidepool-missing-remove
  log();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Tenant : {"a", "", "b"})
    Pool.submit([Tenant] { serve(Tenant); }).wait();
}
