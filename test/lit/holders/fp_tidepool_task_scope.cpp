// A TaskScope undoes everything that the task does to holders. The checker knows guards of one holder only.
// RUN: %expect %s --fronts=check -- -I%source/lib/include

#include "tidepool/task_scope.h"
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<std::string> Tenant("tenant");

void serve(tidepool::ThreadPool &Pool, std::string Name) {
  Pool.submit([Name] {
    tidepool::TaskScope Scope;
    Tenant.set(Name); // KNOWN-FP: tidepool-missing-remove
  });
}
