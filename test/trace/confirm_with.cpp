// A run and the source together: it happened, it was reached, it was not; a native variable is in no trace.
// RUN: %clangxx -std=c++20 -I%source/lib/include %s %runtime_flags -o %t
// RUN: rm -f %t.jsonl && env TIDEPOOL_TRACE=%t.jsonl %t
// RUN: not %tidepool check --confirm-with=%t.jsonl %s -- -std=c++20 -I%source/lib/include | FileCheck %s
// RUN: %python %source/test/cli/Inputs/exits.py 2 %tidepool check --confirm-with=%t.none %s -- 2>&1 | FileCheck %s --check-prefix=NONE
// NONE: tidepool: error: cannot read {{.*}}.none: No such file or directory
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<std::string> often("often");
static tidepool::ThreadLocal<std::string> seldom("seldom");
static tidepool::ThreadLocal<std::string> never("never");
static thread_local const std::string *native;

static void handle(const std::string &Name, bool Rare) {
  often.set(Name);
  seldom.set(Name);
  if (Rare) {
    never.set(Name);
    return;
  }
  seldom.remove();
  native = &Name;
}

int main(int Count, char **) {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "b"})
    Pool.submit([Name, Count] { handle(Name, Count > 1); }).wait();
}

// CHECK: confirm_with.cpp:16:3: warning: {{.*}} [tidepool-missing-remove]
// CHECK: {{^}}note: confirmed by execution: a task ended with what it set in 'often' here, twice on thread {{[0-9]+}}
// CHECK-NEXT: {{^}}note: confirmed by replay:
// CHECK: confirm_with.cpp:17:3: warning:
// CHECK: {{^}}note: reached by execution: reached 2 times, and never left behind, read or lost there
// CHECK: confirm_with.cpp:19:5: warning:
// CHECK: {{^}}note: not-reached by execution: the run did not come by
// CHECK: confirm_with.cpp:23:3: warning:
// CHECK: {{^}}note: not-traced by execution: a native variable, which no trace knows
