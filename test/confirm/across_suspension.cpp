// The guard's end is on another thread: the first one keeps what it set. A pointer is in no table.
// RUN: not %tidepool check --confirm %s -- -std=c++20 -I%source/lib/include | FileCheck %s
#include "tidepool/thread_pool.h"
#include <coroutine>
#include <exception>
#include <string>

struct Hop {
  tidepool::ThreadPool &Pool;
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> Handle) { Pool.submit([Handle] { Handle.resume(); }); }
  void await_resume() const noexcept {}
};

struct Detached {
  struct promise_type {
    Detached get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};

static tidepool::ThreadLocal<std::string> user("user");
static thread_local int errors = 0;

struct As {
  explicit As(std::string Name) { user.set(Name); }
  ~As() { user.remove(); }
};

Detached serve(tidepool::ThreadPool &Pool, std::string Name) {
  As Scope(Name);
  int &Mine = errors;
  co_await Hop{Pool};
  ++Mine;
}

// CHECK: across_suspension.cpp:36:3: warning: a guard of 'user' lives across this co_await{{.*}} [tidepool-across-suspension]
// CHECK: {{^}}note: confirmed by replay: the first thread's table has 'request1' in slot 5 when it goes on: what took it back did so on another thread
// CHECK: across_suspension.cpp:37:5: warning: 'Mine' refers to 'errors' of the thread{{.*}} [tidepool-across-suspension]
// CHECK: {{^}}note: not replayed: a thread's table does not show who uses pointers to its values
