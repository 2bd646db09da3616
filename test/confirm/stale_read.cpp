// What the reader's get returns on the runtime is another task's.
// RUN: not %tidepool check --confirm %s -- -std=c++20 -I%source/lib/include | FileCheck %s
#include "tidepool/thread_pool.h"
#include <cstdio>
#include <string>

static tidepool::ThreadLocal<std::string> user("user");

void login(tidepool::ThreadPool &Pool, std::string Name) {
  Pool.submit([Name] { user.set(Name); });
}

void audit(tidepool::ThreadPool &Pool) {
  Pool.submit([] { std::puts(user.get().c_str()); });
}

// CHECK: stale_read.cpp:14:30: warning: {{.*}} [tidepool-stale-read]
// CHECK: {{^}}note: confirmed by replay: task 2 reads 'task1' in slot 5 of the thread's table, which task 1 left there
// CHECK-NEXT: {{^}}note: of a thousand such reads, 1000 find another task's value; the table at the end of the replay: 16 slots, [0] other1 = mine, [5] user = task5
