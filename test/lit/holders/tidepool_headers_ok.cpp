// The runtime's real headers.
// RUN: %expect %s --fronts=check -- -I%source/lib/include

#include "tidepool/task_scope.h"
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<std::string> Tenant("tenant");
static tidepool::ThreadLocal<int> Depth("depth");
thread_local const std::string *Native;

void handle(const std::string &Name) {
  auto Cleanup = tidepool::remove_on_exit(Tenant);
  Tenant.set(Name);
  Depth.set(static_cast<int>(Name.size()));
  Depth.remove();
  auto Restore = tidepool::restore_on_exit(Native);
  Native = &Name;
}

void serve(tidepool::ThreadPool &Pool, std::string Name) {
  Pool.submit([Name] { handle(Name); });
}
