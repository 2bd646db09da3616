// One entry, with the lines of every task that has ever run on the thread.
// RUN: not %tidepool check --confirm %s -- -std=c++20 -I%source/lib/include | FileCheck %s
#include "tidepool/thread_pool.h"
#include <string>
#include <vector>

thread_local std::vector<std::string> tlLines;

void serve(tidepool::ThreadPool &Pool, std::string Name) {
  Pool.submit([Name] { tlLines.push_back(Name); });
}

// CHECK: unbounded_growth.cpp:10:24: warning: {{.*}} [tidepool-unbounded-growth]
// CHECK: {{^}}note: confirmed by replay: slot 5 of the thread's table holds 'task1+task2+task3', set at unbounded_growth.cpp:10;
// CHECK-NEXT: {{^}}note: entries left after each task: 1, 1, 1; after a thousand: 1 entry with 1000 values, on each thread,
