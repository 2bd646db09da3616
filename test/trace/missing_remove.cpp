// A run shows what the checker says: the same check at the same line, with how often and where.
// RUN: %clangxx -std=c++20 -I%source/lib/include %s %runtime_flags -o %t
// RUN: rm -f %t.jsonl && env TIDEPOOL_TRACE=%t.jsonl %t
// RUN: not %tidepool trace %t.jsonl > %t.seen
// RUN: FileCheck %s < %t.seen
// RUN: not %tidepool check %s -- -std=c++20 -I%source/lib/include > %t.said
// RUN: %python %S/Inputs/places.py %t.seen %t.said
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<std::string> tenant("tenant");

static void handle(const std::string &Name) {
  tenant.set(Name);
  if (Name.empty())
    return;
  tenant.remove();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "", "b", ""})
    Pool.submit([Name] { handle(Name); }).wait();
}

// CHECK: missing_remove.cpp:14: warning: a task ended with what it set in 'tenant' here, twice on thread {{[0-9]+}} [tidepool-missing-remove]
// CHECK-NEXT: tenant.set(Name);
// CHECK: missing_remove.cpp:11: note: 'tenant' is declared here
// CHECK: tidepool: {{[0-9]+}} events of 2 threads: 1 finding{{$}}
