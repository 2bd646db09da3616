// What the submitter had is not on the pool's thread, nor is it with a holder that is inherited once.
// RUN: %clangxx -std=c++20 -I%source/lib/include %s %runtime_flags -o %t
// RUN: rm -f %t.jsonl && env TIDEPOOL_TRACE=%t.jsonl %t
// RUN: not %tidepool trace %t.jsonl > %t.seen
// RUN: FileCheck %s < %t.seen
// RUN: not %tidepool check %s -- -std=c++20 -I%source/lib/include > %t.said
// RUN: %python %S/Inputs/places.py %t.seen %t.said
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<std::string> trace("trace");
static tidepool::InheritableThreadLocal<std::string> span("span");
static std::size_t length;

static void serve(tidepool::ThreadPool &Pool, std::string Id) {
  trace.set(Id);
  span.set(Id);
  Pool.submit([] {
    length += trace.get().size();
    length += span.get().size();
  }).wait();
  trace.remove();
  span.remove();
}

int main() {
  tidepool::ThreadPool Pool(1);
  serve(Pool, "a");
  serve(Pool, "b");
}

// CHECK: lost_context.cpp:19: warning: a task did not find in 'trace' what its submitter had set, twice on thread {{[0-9]+}} [tidepool-lost-context]
// CHECK: lost_context.cpp:20: warning: a task did not find in 'span' what its submitter had set, once on thread {{[0-9]+}} [tidepool-lost-context]
