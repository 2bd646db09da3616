// The exception's way out of the task is what is replayed, not the normal one.
// RUN: not %tidepool check --confirm %s -- -std=c++20 -I%source/lib/include | FileCheck %s
// RUN: rm -rf %t && not %tidepool check --scenarios=%t %s -- -std=c++20 -I%source/lib/include
// RUN: cat %t/*.txt | FileCheck %s --check-prefix=SCRIPT
#include "tidepool/thread_pool.h"
#include <stdexcept>
#include <string>

static thread_local const std::string *tenant;

static void handle(const std::string &Name) {
  tenant = &Name;
  if (Name.empty())
    throw std::invalid_argument("no name");
  tenant = nullptr;
}

void serve(tidepool::ThreadPool &Pool, std::string Name) {
  Pool.submit([Name] { handle(Name); });
}

// CHECK: unsafe_remove.cpp:12:3: warning: {{.*}} [tidepool-unsafe-remove]
// CHECK: {{^}}note: confirmed by replay: slot 5 of the thread's table holds 'task3', set at unsafe_remove.cpp:12;

// SCRIPT: # tidepool-unsafe-remove: tenant (unsafe_remove.cpp:12)
// SCRIPT: # set (unsafe_remove.cpp:12)
// SCRIPT-NEXT: {{^}}set tenant task1
// SCRIPT-NEXT: # an exception ends it (unsafe_remove.cpp:14)
// SCRIPT-NOT: remove tenant
