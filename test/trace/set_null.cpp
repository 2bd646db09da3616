// The empty value is no remove.
// RUN: %clangxx -std=c++20 -I%source/lib/include %s %runtime_flags -o %t
// RUN: rm -f %t.jsonl && env TIDEPOOL_TRACE=%t.jsonl %t
// RUN: not %tidepool trace %t.jsonl > %t.seen
// RUN: FileCheck %s < %t.seen
// RUN: not %tidepool check %s -- -std=c++20 -I%source/lib/include > %t.said
// RUN: %python %S/Inputs/places.py %t.seen %t.said
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<const std::string *> tenant("tenant");

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "b"})
    Pool.submit([Name] {
      tenant.set(&Name);
      tenant.set(nullptr);
    }).wait();
}

// CHECK: set_null.cpp:18: warning: a task ended with an empty value in 'tenant', set here: the entry stayed, twice on thread {{[0-9]+}} [tidepool-set-null]
