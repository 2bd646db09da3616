// RUN: %expect %s -- %flags_declared
#include <seastar.h>

#define TASK [[clang::annotate("tidepool::task")]]

struct Request {
  int tenant;
};
thread_local const Request *current, *guarded;
struct Scope {
  explicit Scope(const Request *request) { current = request; }
  ~Scope() { current = nullptr; }
};

TASK void leave(const Request &request) {
  guarded = &request;
  auto guard = seastar::defer([] { guarded = nullptr; });
}

void serve(const Request *request) {
  seastar::smp::submit_to(1, [=] { Scope scope(request); return 1; })
      .then([=](int) { Scope scope(request); return 1; });
  seastar::smp::invoke_on_all([=] { Scope scope(request); return 1; });
}
