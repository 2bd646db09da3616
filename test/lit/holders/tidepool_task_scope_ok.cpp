// A TaskScope undoes everything that the task does to holders of the runtime, where an exception leaves it, too.
// RUN: %expect %s --fronts=check -- -I%source/lib/include
// MODELS: tidepool::TaskScope

#include "tidepool/task_scope.h"
#include "tidepool/thread_pool.h"
#include <stdexcept>
#include <string>

static tidepool::ThreadLocal<std::string> Tenant("tenant");

void serve(tidepool::ThreadPool &Pool, std::string Name) {
  Pool.submit([Name] {
    tidepool::TaskScope Scope;
    Tenant.set(Name);
    if (Name.empty()) throw std::invalid_argument("no name");
  });
}
