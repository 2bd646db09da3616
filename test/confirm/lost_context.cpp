// The submitter's table has it, the worker's has not.
// RUN: not %tidepool check --confirm %s -- -std=c++20 -I%source/lib/include | FileCheck %s
#include "tidepool/thread_pool.h"
#include <cstdio>
#include <string>

static tidepool::ThreadLocal<std::string> trace("trace");

void serve(tidepool::ThreadPool &Pool, std::string Id) {
  trace.set(Id);
  Pool.submit([] { std::puts(trace.get().c_str()); });
  trace.remove();
}

// CHECK: lost_context.cpp:11:30: warning: {{.*}} [tidepool-lost-context]
// CHECK: {{^}}note: confirmed by replay: the submitter's table has 'request1' in slot 5; task 1 reads null on the pool's thread
// CHECK-NEXT: {{^}}note: of a thousand such reads, 1000 find nothing or somebody else's value;
