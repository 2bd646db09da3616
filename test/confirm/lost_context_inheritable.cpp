// Inherited once, by the thread: the first submitter's value is what every task finds.
// RUN: not %tidepool check --confirm %s -- -std=c++20 -I%source/lib/include | FileCheck %s
#include "tidepool/thread_pool.h"
#include <cstdio>
#include <string>

static tidepool::InheritableThreadLocal<std::string> trace("trace");

void serve(tidepool::ThreadPool &Pool, std::string Id) {
  trace.set(Id);
  Pool.submit([] { std::puts(trace.get().c_str()); });
  trace.remove();
}

// CHECK: lost_context_inheritable.cpp:11:30: warning: {{.*}} [tidepool-lost-context]
// CHECK: {{^}}note: confirmed by replay: the submitter's table has 'request2' in slot 5; task 2 reads 'request1' on the pool's thread
// CHECK-NEXT: {{^}}note: of a thousand such reads, 999 find nothing or somebody else's value;
