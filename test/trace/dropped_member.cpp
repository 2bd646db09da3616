// A member's place is that of the constructor that makes it: C++ tells a default argument no other.
// RUN: %clangxx -std=c++20 -I%source/lib/include %s %runtime_flags -o %t
// RUN: rm -f %t.jsonl && env TIDEPOOL_TRACE=%t.jsonl %t
// RUN: not %tidepool trace %t.jsonl | FileCheck %s
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

int main() {
  tidepool::ThreadPool Pool(1);
  for (std::string Name : {"a", "b", "c"}) {
    auto Of = std::make_unique<Session>(Pool, Name);
    Of->run();
  }
}

// CHECK: dropped_member.cpp:11: warning: 'user' died with values of tasks in the tables of living threads, 3 times on thread {{[0-9]+}} [tidepool-dropped-holder]
// CHECK: dropped_member.cpp:13: note: set here
