// The value of the third task is where it left it, and stays there.
// RUN: not %tidepool check --confirm %s -- -std=c++20 -I%source/lib/include | FileCheck %s
#include "tidepool/thread_pool.h"
#include <string>

static thread_local const std::string *tenant;

static void handle(const std::string &Name) {
  tenant = &Name;
  if (Name.empty())
    return;
  tenant = nullptr;
}

void serve(tidepool::ThreadPool &Pool, std::string Name) {
  Pool.submit([Name] { handle(Name); });
}

// CHECK: missing_remove.cpp:9:3: warning: {{.*}} [tidepool-missing-remove]
// CHECK: {{^}}note: confirmed by replay: slot 5 of the thread's table holds 'task3', set at missing_remove.cpp:9; 34 later operations and a collection leave it there, and so would any more, for its key lives
// CHECK-NEXT: {{^}}note: entries left after each task: 1, 1, 1; after a thousand: 1 entry with 1 value, on each thread, in a table of 16 slots (256 bytes); the table at the end of the replay: 16 slots, [0] other1 = mine, [5] tenant = task3
// CHECK-NEXT: 1 finding{{$}}
