// RUN: %expect %s -- %flags_declared
// MODELS: userver, userver::utils::Async, userver::engine::AsyncNoSpan
#include <userver.h>

struct Request {
  int tenant;
};
thread_local const Request *current;

void serve(const Request *request) {
  userver::utils::Async("task", [=] { current = request; }); // EXPECT: tidepool-missing-remove
  userver::engine::AsyncNoSpan([=] { current = request; }); // EXPECT: tidepool-missing-remove
}
