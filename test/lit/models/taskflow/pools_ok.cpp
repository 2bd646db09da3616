// RUN: %expect %s -- %flags_declared
#include <taskflow.h>

struct Request {
  int tenant;
};
thread_local const Request *current;
struct Scope {
  explicit Scope(const Request *request) { current = request; }
  ~Scope() { current = nullptr; }
};

void serve(tf::Taskflow &flow, tf::Executor &executor, int *numbers, const Request *request) {
  flow.emplace([=] { Scope scope(request); });
  flow.emplace([=] { Scope scope(request); },
               [=] { Scope scope(request); });
  flow.emplace([] {})
      .work([=] { Scope scope(request); });
  flow.for_each(numbers, numbers + 9, [=](int) { Scope scope(request); });
  executor.async([=] { Scope scope(request); });
  executor.async("named", [=] { Scope scope(request); });
  executor.silent_async([=] { Scope scope(request); });
  executor.run(flow, [=] { Scope scope(request); });
}
