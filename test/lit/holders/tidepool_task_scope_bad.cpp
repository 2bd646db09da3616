// A TaskScope knows the runtime's holders only, and undoes what happens while it lives.
// RUN: %expect %s --fronts=check -- -I%source/lib/include

#include "tidepool/task_scope.h"
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<std::string> Tenant("tenant");
static thread_local const std::string *request = nullptr;

void serve(tidepool::ThreadPool &Pool, std::string Name) {
  Pool.submit([Name] {
    tidepool::TaskScope Scope;
    request = &Name; // EXPECT: tidepool-missing-remove
  });
  Pool.submit([Name] {
    { tidepool::TaskScope Scope; }
    Tenant.set(Name); // EXPECT: tidepool-missing-remove
  });
}
