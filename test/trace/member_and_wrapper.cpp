// What a run knows by another place is confirmed all the same: a member's holder by its constructor (C++ tells a default
// argument no other), a wrapper's call by the operation in it. Where that was done to two holders, it says of neither.
// RUN: %clangxx -std=c++20 -I%source/lib/include %s %runtime_flags -o %t
// RUN: rm -f %t.jsonl && env TIDEPOOL_TRACE=%t.jsonl %t
// RUN: not %tidepool trace %t.jsonl | FileCheck %s --check-prefix=SEEN
// RUN: not %tidepool check --confirm-with=%t.jsonl %s -- -std=c++20 -I%source/lib/include | FileCheck %s
#include "tidepool/thread_pool.h"
#include <memory>
#include <string>

class Session {
public:
  Session(tidepool::ThreadPool &Pool, std::string Name) : Pool(Pool), Name(Name) {}
  void run() {
    Pool.submit([this] { user.set(Name); }).wait();
  }

private:
  tidepool::ThreadPool &Pool;
  std::string Name;
  tidepool::ThreadLocal<std::string> user{"user"};
};

class Single {
public:
  void enter(const std::string &Name) { name.set(Name); }

private:
  tidepool::ThreadLocal<std::string> name{"name"};
};

class Double {
public:
  void enter(const std::string &Name) { name.set(Name); }
  void leave() { name.remove(); }

private:
  tidepool::ThreadLocal<std::string> name{"name"};
};

static Single single;
static Double left, kept;

static void handle(const std::string &Name, bool Rare) {
  single.enter(Name);
  left.enter(Name);
  if (Rare)
    return;
  left.leave();
  kept.enter(Name);
}

int main(int Count, char **) {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "b", "c"}) {
    auto Of = std::make_unique<Session>(Pool, Name);
    Of->run();
    Pool.submit([Name, Count] { handle(Name, Count > 1); }).wait();
  }
}

// SEEN: member_and_wrapper.cpp:13: warning: 'user' died with values of tasks in the tables of living threads, 3 times on thread {{[0-9]+}} [tidepool-dropped-holder]
// SEEN: member_and_wrapper.cpp:15: note: set here

// CHECK: member_and_wrapper.cpp:21:{{[0-9]+}}: warning: {{.*}} [tidepool-dropped-holder]
// CHECK: {{^}}note: confirmed by execution: 'user' died with values of tasks
// CHECK: member_and_wrapper.cpp:45:3: warning: {{.*}} [tidepool-missing-remove]
// CHECK: {{^}}note: confirmed by execution: a task ended with what it set in 'name' here
// CHECK: member_and_wrapper.cpp:46:3: warning: {{.*}} [tidepool-missing-remove]
// CHECK: {{^}}note: not-reached by execution:
// CHECK: member_and_wrapper.cpp:50:3: warning: {{.*}} [tidepool-missing-remove]
// CHECK: {{^}}note: not-reached by execution:
