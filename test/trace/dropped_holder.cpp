// Each call's holder dies while the worker lives.
// RUN: %clangxx -std=c++20 -I%source/lib/include %s %runtime_flags -o %t
// RUN: rm -f %t.jsonl && env TIDEPOOL_TRACE=%t.jsonl %t
// RUN: not %tidepool trace %t.jsonl > %t.seen
// RUN: FileCheck %s < %t.seen
// RUN: not %tidepool check %s -- -std=c++20 -I%source/lib/include > %t.said
// RUN: %python %S/Inputs/places.py %t.seen %t.said
#include "tidepool/thread_pool.h"
#include <string>

static void serve(tidepool::ThreadPool &Pool, const std::string &Name) {
  tidepool::ThreadLocal<std::string> user("user");
  Pool.submit([&] { user.set(Name); }).wait();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "b", "c"})
    serve(Pool, Name);
}

// CHECK: dropped_holder.cpp:12: warning: 'user' died with values of tasks in the tables of living threads, 3 times on thread {{[0-9]+}} [tidepool-dropped-holder]
// CHECK: dropped_holder.cpp:13: note: set here
