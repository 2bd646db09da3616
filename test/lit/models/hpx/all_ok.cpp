// RUN: %expect %s -- %flags_declared
#include <hpx.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};

hpx::threads::thread_specific_ptr<Request> slot;
thread_local const Request *current, *guarded;
struct Scope {
  explicit Scope(const Request *request) { current = request; }
  ~Scope() { current = nullptr; }
};

TASK void set(const Request &request) {
  slot.reset(new Request(request));
  slot.reset();
}

TASK void leave(const Request &request) {
  guarded = &request;
  hpx::experimental::scope_exit guard([] { guarded = nullptr; });
}

void serve(const Request *request) {
  hpx::post([=] { Scope scope(request); });
  hpx::async([=] { Scope scope(request); return 1; })
      .then([=](hpx::future<int>) { Scope scope(request); return 1; });
}
