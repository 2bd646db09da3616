// What is said of a run: the check's place, how often, on which threads. test/agree has what is said of which program.
// RUN: %clangxx -std=c++20 -I%source/lib/include %s %runtime_flags -o %t
// RUN: rm -f %t.jsonl && env TIDEPOOL_TRACE=%t.jsonl %t
// RUN: not %tidepool trace %t.jsonl | FileCheck %s
// RUN: not %tidepool trace --checks=-*,tidepool-set-null %t.jsonl | FileCheck %s --check-prefix=ONE
#include "tidepool/thread_pool.h"
#include <stdexcept>
#include <string>

static tidepool::ThreadLocal<std::string> tenant("tenant");
static tidepool::ThreadLocal<std::string> order("order");
static tidepool::ThreadLocal<const std::string *> request("request");
static tidepool::ThreadLocal<std::string> trace("trace");
static tidepool::ThreadLocal<std::string> quiet("quiet");
static std::size_t length;

static void handle(const std::string &Name) {
  tenant.set(Name);
  order.set(Name);
  request.set(&Name);
  request.set(nullptr);
  quiet.set(Name); // NOLINT(tidepool-missing-remove)
  if (Name.empty())
    throw std::invalid_argument("no name");
  order.remove();
}

static void serve(tidepool::ThreadPool &Pool, const std::string &Name) {
  tidepool::ThreadLocal<std::string> user("user");
  trace.set(Name + "!");
  Pool.submit([&] { handle(Name); }).wait();
  Pool.submit([&] {
    user.set(Name);
    length += trace.get().size();
    length += tenant.get().size();
  }).wait();
  trace.remove();
}

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "", "b"})
    serve(Pool, Name);
}

// CHECK: messages.cpp:18: warning: a task ended with what it set in 'tenant' here, twice on thread {{[0-9]+}} [tidepool-missing-remove]
// CHECK-NEXT: tenant.set(Name);
// CHECK: messages.cpp:10: note: 'tenant' is declared here
// CHECK: messages.cpp:19: warning: an exception ended a task with what it set in 'order' here, once on thread {{[0-9]+}} [tidepool-unsafe-remove]
// CHECK: messages.cpp:21: warning: a task ended with an empty value in 'request', set here: the entry stayed, 3 times on thread {{[0-9]+}} [tidepool-set-null]
// CHECK: messages.cpp:29: warning: 'user' died with values of tasks in the tables of living threads, 3 times on thread {{[0-9]+}} [tidepool-dropped-holder]
// CHECK: messages.cpp:33: note: set here
// CHECK: messages.cpp:34: warning: a task did not find in 'trace' what its submitter had set, 3 times on thread {{[0-9]+}} [tidepool-lost-context]
// CHECK: messages.cpp:35: warning: a task read in 'tenant' what an earlier one had set, 3 times on thread {{[0-9]+}} [tidepool-stale-read]
// CHECK: messages.cpp:18: note: set here
// CHECK: tidepool: {{[0-9]+}} events of 2 threads: 6 findings and 1 suppressed

// ONE-NOT: warning: {{.*}}missing-remove
// ONE: [tidepool-set-null]
// ONE: events of 2 threads: 1 finding{{$}}
