// The second task reads what the first has left. Asking whether there is something is no read.
// RUN: %clangxx -std=c++20 -I%source/lib/include %s %runtime_flags -o %t
// RUN: rm -f %t.jsonl && env TIDEPOOL_TRACE=%t.jsonl %t
// RUN: not %tidepool trace %t.jsonl > %t.seen
// RUN: FileCheck %s < %t.seen
// RUN: not %tidepool check %s -- -std=c++20 -I%source/lib/include > %t.said
// RUN: %python %S/Inputs/places.py %t.seen %t.said
#include "tidepool/thread_pool.h"
#include <string>

static tidepool::ThreadLocal<std::string> user("user");
static std::size_t length;

static void login(tidepool::ThreadPool &Pool, std::string Name) {
  Pool.submit([Name] { user.set(Name); }).wait();
}

static void audit(tidepool::ThreadPool &Pool) {
  Pool.submit([] {
    if (user.is_present())
      length += user.get().size();
  }).wait();
}

int main() {
  tidepool::ThreadPool Pool(1);
  login(Pool, "a");
  audit(Pool);
  audit(Pool);
}

// CHECK: stale_read.cpp:15: warning: a task ended with {{.*}} [tidepool-missing-remove]
// CHECK: stale_read.cpp:21: warning: a task read in 'user' what an earlier one had set, twice on thread {{[0-9]+}} [tidepool-stale-read]
// CHECK: stale_read.cpp:15: note: set here
