// The entry is there, without a value, under a key that lives.
// RUN: not %tidepool check --confirm %s -- -std=c++20 -I%source/lib/include | FileCheck %s
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<const std::string *> tenant("tenant");

void serve(tidepool::ThreadPool &Pool, std::string Name) {
  Pool.submit([Name] {
    tenant.set(&Name);
    tenant.set(nullptr);
  });
}

// CHECK: set_null.cpp:11:5: warning: {{.*}} [tidepool-set-null]
// CHECK: {{^}}note: confirmed by replay: slot 5 of the thread's table has an entry for 'tenant' without a value, set at set_null.cpp:11;
// CHECK-NEXT: {{^}}note: entries left after each task: 1, 1, 1; after a thousand: 1 entry without a value, on each thread,{{.*}} [5] tenant = null
