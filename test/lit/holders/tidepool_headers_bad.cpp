// The runtime's real headers.
// RUN: %expect %s --fronts=check -- -I%source/lib/include
// MODELS: tidepool::ThreadLocal, tidepool::ThreadPool::submit

#include "tidepool/annotations.h"
#include "tidepool/task_scope.h"
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<std::string> Tenant("tenant");
TIDEPOOL_CACHE static tidepool::ThreadLocal<std::string> Cached("cached");

void handle(const std::string &Name) {
  Tenant.set(Name); // EXPECT: tidepool-missing-remove
  Cached.set(Name);
}

void serve(tidepool::ThreadPool &Pool, std::string Name) {
  Pool.submit([Name] { handle(Name); });
}
