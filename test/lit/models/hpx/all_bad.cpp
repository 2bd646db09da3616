// RUN: %expect %s -- %flags_declared
// MODELS: hpx::threads::thread_specific_ptr, HPX, hpx::async, hpx::future::then, hpx::experimental::scope_exit
#include <hpx.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};

hpx::threads::thread_specific_ptr<Request> slot;
thread_local const Request *current, *released;

TASK void set(const Request &request) {
  slot.reset(new Request(request)); // EXPECT: tidepool-missing-remove
}

TASK void release(const Request &request) {
  released = &request; // EXPECT: tidepool-missing-remove
  hpx::experimental::scope_exit guard([] { released = nullptr; });
  guard.release();
}

void serve(const Request *request) {
  hpx::post([=] { current = request; });              // EXPECT: tidepool-missing-remove
  hpx::async([=] { current = request; return 1; })    // EXPECT: tidepool-missing-remove
      .then([=](hpx::future<int>) { current = request; return 1; }); // EXPECT: tidepool-missing-remove
}
