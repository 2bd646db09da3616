// Three objects come and go. The table has swept one of their entries on its way; two are stranded for good.
// RUN: not %tidepool check --confirm %s -- -std=c++20 -I%source/lib/include | FileCheck %s
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

void serve(tidepool::ThreadPool &Pool, std::string Name) { Session(Pool, Name).run(); }

// CHECK: dropped_holder.cpp:17:38: warning: {{.*}} [tidepool-dropped-holder]
// CHECK: {{^}}note: confirmed by replay: slots 3, 12 of the thread's table hold 'task3', 'task2', set at dropped_holder.cpp:11, under keys that are gone, so that nobody can ask for them; 34 later operations and a collection leave them there, and so would any more
// CHECK-NEXT: {{^}}note: entries left after each task: 1, 2, 2; after a thousand: 1 stale entry with 1 value, on each thread, in a table of 16 slots (256 bytes);{{.*}}, [3] stale = task3, [12] stale = task2
