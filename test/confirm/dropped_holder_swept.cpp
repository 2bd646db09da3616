// The same in a program with eight more holders: its tables fill up, and are swept.
// RUN: not %tidepool check --confirm %s -- -std=c++20 -I%source/lib/include | FileCheck %s
#include "tidepool/thread_pool.h"
#include <memory>
#include <string>

static tidepool::ThreadLocal<int> a("a"), b("b"), c("c"), d("d"), e("e"), f("f"), g("g"), h("h");

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

void serve(tidepool::ThreadPool &Pool, std::string Name) {
  for (tidepool::ThreadLocal<int> *Each : {&a, &b, &c, &d, &e, &f, &g, &h})
    Each->remove();
  Session(Pool, Name).run();
}

// CHECK: dropped_holder_swept.cpp:19:38: warning: {{.*}} [tidepool-dropped-holder]
// CHECK: {{^}}note: transient by replay: there when the task ends, and gone after {{[0-9]+}} later operations of other holders
